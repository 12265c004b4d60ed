package dev.executionworkers.adapter.out.exchange;

import dev.executionworkers.adapter.out.exchange.Exchanged.Answered;
import dev.executionworkers.adapter.out.exchange.Exchanged.Fault;
import dev.executionworkers.adapter.out.exchange.Exchanged.Faulted;
import dev.executionworkers.port.out.ExchangeTelemetry;
import dev.executionworkers.port.out.ExchangeTelemetry.CallScope;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.jspecify.annotations.Nullable;

/**
 * The transport: one peer, one connection pool, one attempt per call. Nothing is retried, followed,
 * remembered or decoded on its own account. What guards a peer (breaker, limits) is put around it
 * as another {@link Exchange}. Thread-safe.
 */
public final class HttpExchange implements Exchange, AutoCloseable {
  /** The largest answer that is read. */
  public static final int MAX_BODY_BYTES = 1024 * 1024;

  /** Most answers that do not tell their length are shorter. */
  private static final int USUAL_BODY_BYTES = 256;

  private static final Duration SWEEP_INTERVAL = Duration.ofSeconds(10);

  private final ExchangeSettings settings;
  private final Origin origin;
  private final BoundedDnsResolver resolver;
  private final Transport transport;
  private final ExchangeTelemetry telemetry;
  private final InstantSource clock;
  private final Future<?> sweeping;

  /** Opens no connection yet. */
  public HttpExchange(ExchangeSettings settings, ExchangeTelemetry telemetry, InstantSource clock) {
    this.settings = settings;
    this.origin = Origin.of(settings.origin());
    this.resolver = new BoundedDnsResolver(settings.network().connectTimeout());
    this.transport = new Transport(origin, settings.network(), resolver);
    this.telemetry = telemetry;
    this.clock = clock;
    this.sweeping = Watchdog.every(SWEEP_INTERVAL, transport::sweep);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException when the request is for another origin than the peer's own
   */
  @Override
  public Exchanged send(OutboundRequest request) {
    if (!Origin.of(request.uri()).equals(origin)) {
      throw new IllegalArgumentException(
          settings.destination().target()
              + " is at "
              + origin.uri()
              + ", not where "
              + request
              + " goes");
    }
    CallScope scope =
        telemetry.open(settings.destination(), request.method().name(), settings.origin());
    try {
      Exchanged exchanged = fly(flight(request, scope));
      tell(scope, exchanged);
      return exchanged;
    } finally {
      scope.close();
    }
  }

  @Override
  public Optional<Faulted> connect() {
    Optional<ProxyAddress> proxy = settings.network().proxies().forPeer(origin.uri());
    String host = proxy.map(ProxyAddress::host).orElse(origin.host());
    int port = proxy.map(ProxyAddress::port).orElse(origin.port());
    try {
      connectToAny(resolver.resolve(host), port);
      return Optional.empty();
    } catch (IOException failure) {
      return Optional.of(new Faulted(Flight.beforeSending(failure)));
    }
  }

  /** Breaks every connection. */
  @Override
  public void close() {
    sweeping.cancel(false);
    transport.close();
  }

  private Exchanged fly(Flight flight) {
    Future<?> deadline = Watchdog.after(settings.attemptTimeout(), flight::expire);
    try {
      return answer(flight);
    } catch (IOException failure) {
      return new Faulted(flight.fault(failure));
    } catch (IllegalStateException torn) {
      return whenTorn(flight, torn);
    } finally {
      deadline.cancel(false);
    }
  }

  /** The client finds its connection gone in the middle of a step: it was taken by the watchdog. */
  private static Exchanged whenTorn(Flight flight, IllegalStateException torn) {
    if (flight.hasExpired()) {
      return new Faulted(flight.fault(new IOException(torn)));
    }
    throw torn;
  }

  private Exchanged answer(Flight flight) throws IOException {
    ClassicHttpResponse response = transport.send(flight);
    try {
      if (!flight.wasSent()) {
        // The client passes on what a proxy says that opens no tunnel, as if the peer had said it.
        return new Faulted(
            response.getCode() == HttpStatus.SC_PROXY_AUTHENTICATION_REQUIRED
                ? Fault.PROXY_LOGIN_REFUSED
                : Fault.NO_TUNNEL);
      }
      byte[] body = body(response);
      if (body.length > MAX_BODY_BYTES) {
        flight.abandon();
        return new Faulted(Fault.TOO_LARGE);
      }
      return new Answered(
          response.getCode(),
          headers(response),
          new String(body, StandardCharsets.UTF_8),
          clock.instant());
    } finally {
      closeQuietly(response);
    }
  }

  private Flight flight(OutboundRequest request, CallScope scope) {
    var http = new HttpUriRequestBase(request.method().name(), request.uri());
    request.headers().forEach(http::setHeader);
    if (settings.propagatesTrace()) {
      scope.propagationHeaders().forEach(http::setHeader);
    }
    body(request).ifPresent(body -> http.setEntity(new ByteArrayEntity(body, null)));
    return new Flight(http);
  }

  /** Without a body the writing methods send an empty one: some servers insist on a length. */
  private static Optional<byte[]> body(OutboundRequest request) {
    return switch (request.method()) {
      case GET, DELETE -> request.body().map(HttpExchange::utf8);
      case POST, PUT, PATCH -> Optional.of(utf8(request.body().orElse("")));
    };
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** The head of a 403 or 429 alone tells of a limit, so it counts when the body breaks. */
  private static byte[] body(ClassicHttpResponse response) throws IOException {
    try {
      return read(response.getEntity());
    } catch (IOException broken) {
      if (response.getCode() == 403 || response.getCode() == 429) {
        return new byte[0];
      }
      throw broken;
    }
  }

  private static byte[] read(@Nullable HttpEntity entity) throws IOException {
    if (entity == null) {
      return new byte[0];
    }
    InputStream content = entity.getContent();
    int expected = expected(entity);
    byte[] start = content.readNBytes(expected);
    if (start.length < expected) {
      return start;
    }
    byte[] rest = content.readNBytes(MAX_BODY_BYTES + 1 - expected);
    byte[] body = Arrays.copyOf(start, start.length + rest.length);
    System.arraycopy(rest, 0, body, start.length, rest.length);
    return body;
  }

  /**
   * One byte more than there will be, so that the end is seen and the connection used again. {@code
   * readNBytes} takes as much as it may read, up to 16 KiB, however little there is.
   */
  private static int expected(HttpEntity entity) {
    long told = entity.getContentLength();
    return 1 + (told < 0 ? USUAL_BODY_BYTES : (int) Math.min(told, MAX_BODY_BYTES));
  }

  private static Map<String, List<String>> headers(ClassicHttpResponse response) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (Header header : response.getHeaders()) {
      headers
          .computeIfAbsent(header.getName().toLowerCase(Locale.ROOT), first -> new ArrayList<>(1))
          .add(header.getValue() == null ? "" : header.getValue());
    }
    return headers;
  }

  private static void tell(CallScope scope, Exchanged exchanged) {
    switch (exchanged) {
      case Answered answered -> scope.answered(answered.status());
      case Faulted(Fault kind, _) -> scope.faulted(kind.name().toLowerCase(Locale.ROOT));
    }
  }

  private void connectToAny(InetAddress[] addresses, int port) throws IOException {
    IOException last = new IOException("no address");
    for (InetAddress address : addresses) {
      try (var socket = new Socket()) {
        int millis = Math.toIntExact(settings.network().connectTimeout().toMillis());
        socket.connect(new InetSocketAddress(address, port), millis);
        return;
      } catch (IOException failure) {
        last = failure;
      }
    }
    throw last;
  }

  /** The answer is complete or given up by now: what closing it has to say matters to nobody. */
  private static void closeQuietly(ClassicHttpResponse response) {
    try {
      response.close();
    } catch (IOException ignored) {
      // The connection is gone, and with it what was to be closed.
    }
  }
}
