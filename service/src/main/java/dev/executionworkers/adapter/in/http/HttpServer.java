package dev.executionworkers.adapter.in.http;

import dev.executionworkers.domain.policy.Times;
import dev.executionworkers.port.out.MetricsPage;
import dev.executionworkers.port.out.RequestTelemetry;
import io.helidon.common.socket.SocketOptions;
import io.helidon.http.encoding.ContentEncodingContext;
import io.helidon.service.registry.GlobalServiceRegistry;
import io.helidon.service.registry.ServiceRegistryConfig;
import io.helidon.service.registry.ServiceRegistryManager;
import io.helidon.webserver.ErrorHandling;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The entrance over HTTP. Every connection has a virtual thread of its own, which waits for the
 * answer. Thread-safe.
 */
public final class HttpServer implements AutoCloseable {
  /** Many callers may come at once; the kernel cuts this to what it allows. */
  private static final int BACKLOG = 16_384;

  private static final Duration MAX_WATCH_PERIOD = Duration.ofMillis(500);

  private final AtomicBoolean draining = new AtomicBoolean();
  private final HttpConfig config;
  private final WebServer server;

  /** Set up, not yet listening. */
  public HttpServer(
      HttpConfig config,
      Application application,
      MetricsPage metrics,
      RequestTelemetry telemetry,
      InstantSource clock) {
    this.config = config;
    Admission admission = new Admission(config.tokens());
    this.server =
        server(
            config,
            new Dispatcher(
                new Operations(config, admission, application.commands(), draining::get, clock),
                new Pages(application.readiness(), metrics, draining::get),
                new LedgerDesk(admission, application.ledger(), application.executions(), clock),
                telemetry,
                draining::get),
            telemetry);
  }

  private static WebServer server(
      HttpConfig config, Dispatcher dispatcher, RequestTelemetry telemetry) {
    HttpLimits limits = config.limits();
    noServices();
    return WebServer.builder()
        .address(config.bindAddress())
        .port(config.port())
        .backlog(BACKLOG)
        .connectionOptions(SocketOptions.builder().tcpNoDelay(true).build())
        .maxTcpConnections(limits.maxConnections())
        .maxPayloadSize(HttpLimits.MAX_BODY_BYTES)
        .shutdownGracePeriod(limits.shutdownGrace())
        .shutdownHook(false)
        .idleConnectionTimeout(WatchedConnection.OVERDUE.minusNanos(1))
        .idleConnectionPeriod(watchPeriod(limits.receiveTimeout()))
        .featuresDiscoverServices(false)
        .protocolsDiscoverServices(false)
        .contentEncoding(
            ContentEncodingContext.builder().contentEncodingsDiscoverServices(false).build())
        .addConnectionSelector(new WatchedHttp(limits))
        // Only so that the handlers get to know what is wrong; they word it themselves.
        .errorHandling(ErrorHandling.builder().includeEntity(true).build())
        .directHandlers(ServerRefusals.handlers(telemetry))
        // Half the buffers, no slower: 10,000 held requests took 285 instead of 373 MB of heap.
        .useNio(false)
        .routing(HttpRouting.builder().any(dispatcher))
        .build();
  }

  /** Helidon would look for services in every jar, for a tenth of the start, and there are none. */
  private static void noServices() {
    if (!GlobalServiceRegistry.configured()) {
      GlobalServiceRegistry.registry(
          ServiceRegistryManager.create(
                  ServiceRegistryConfig.builder()
                      .discoverServices(false)
                      .discoverServicesFromServiceLoader(false)
                      .build())
              .registry());
    }
  }

  private static Duration watchPeriod(Duration receiveTimeout) {
    return Times.shorter(receiveTimeout.dividedBy(4), MAX_WATCH_PERIOD);
  }

  /**
   * Listens from now on.
   *
   * @throws IllegalStateException when the port cannot be had
   */
  public void start() {
    server.start();
    if (!server.isRunning()) {
      throw new IllegalStateException(
          "cannot listen on "
              + config.bindAddress().getHostAddress()
              + ":"
              + config.port()
              + ": "
              + whyNot());
    }
  }

  /** Helidon keeps it to itself, so the same is tried without it. */
  private String whyNot() {
    try (ServerSocket socket = new ServerSocket(config.port(), 1, config.bindAddress())) {
      return "it was taken a moment ago; " + socket.getLocalSocketAddress() + " is free now";
    } catch (IOException reason) {
      return String.valueOf(reason.getMessage());
    }
  }

  /** The port it listens on. */
  public int port() {
    return server.port();
  }

  /** From now on operations are refused and {@code /readyz} is red; pages are still served. */
  public void drain() {
    draining.set(true);
  }

  /** Stops listening, waits within the grace for requests being served, and ends. */
  @Override
  public void close() {
    drain();
    server.stop();
  }
}
