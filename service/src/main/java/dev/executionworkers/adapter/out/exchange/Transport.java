package dev.executionworkers.adapter.out.exchange;

import dev.executionworkers.domain.policy.Times;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.StandardAuthScheme;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.DefaultConnectionKeepAliveStrategy;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParserFactory;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http.ssl.TLS;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * The HTTP client of one peer with everything off that would act on its own: retries, redirects,
 * cookies, authentication, caching, decompression, protocol upgrades.
 *
 * <p>What has begun to be sent has no timeout here: the {@link Watchdog} ends each exchange in
 * time, and a timed read costs a virtual thread a visit to the JVM's timer thread (7 % of the CPU
 * of a delegated call in JDK 25).
 *
 * <p>A connection that the peer closes just as it is used again is a lost reply, since the request
 * may have arrived. That is kept rare: a connection is used again only within a second less than
 * the peer says that it keeps it, or {@link #KEEP_ALIVE} when it says nothing (some widespread
 * servers close after 5 s without saying so), and is looked at first when it lay idle for {@link
 * #TRUSTED_IDLE}.
 */
final class Transport implements AutoCloseable {
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(5);
  private static final Duration KEEP_ALIVE_MARGIN = Duration.ofSeconds(1);
  private static final Duration TRUSTED_IDLE = Duration.ofMillis(100);

  /** After which a new connection follows a changed address. */
  private static final Duration CONNECTION_LIFE = Duration.ofMinutes(5);

  /** The client's own 32 KiB are taken three times for each connection. */
  private static final int BUFFER_BYTES = 2048;

  private static final int MAX_HEADERS = 200;
  private static final int MAX_HEADER_CHARS = 16_384;
  private static final String FLIGHT = "execution-workers.flight";

  private final HttpHost target;
  private final PoolingHttpClientConnectionManager connections;
  private final CloseableHttpClient client;

  Transport(Origin origin, NetworkSettings network, DnsResolver resolver) {
    this.target = origin.httpHost();
    this.connections = connections(origin, network, resolver);
    this.client = client(connections, network, network.proxies().forPeer(origin.uri()));
  }

  /** Sends it and hands back the answer with its body still to be read. */
  ClassicHttpResponse send(Flight flight) throws IOException {
    HttpClientContext context = HttpClientContext.create();
    context.setAttribute(FLIGHT, flight);
    return client.executeOpen(target, flight.request(), context);
  }

  /** Closes connections that will not be used again. */
  void sweep() {
    connections.closeExpired();
    connections.closeIdle(TimeValue.of(KEEP_ALIVE.multipliedBy(12)));
  }

  @Override
  public void close() {
    connections.close(CloseMode.IMMEDIATE);
  }

  private static CloseableHttpClient client(
      PoolingHttpClientConnectionManager connections,
      NetworkSettings network,
      Optional<ProxyAddress> proxy) {
    HttpClientBuilder builder =
        HttpClientBuilder.create()
            .setConnectionManager(connections)
            .setDefaultRequestConfig(requestConfig(network, proxy))
            .setKeepAliveStrategy(Transport::keepAlive)
            .setUserAgent(network.userAgent())
            .addExecInterceptorLast(
                "sending",
                (request, scope, chain) -> {
                  if (scope.clientContext.getAttribute(FLIGHT) instanceof Flight flight) {
                    flight.beginsToSend();
                  }
                  return chain.proceed(request, scope);
                })
            .disableAutomaticRetries()
            .disableRedirectHandling()
            .disableCookieManagement()
            .disableContentCompression()
            .disableAuthCaching()
            .disableConnectionState();
    proxy.ifPresent(address -> use(address, builder));
    return builder.build();
  }

  private static void use(ProxyAddress proxy, HttpClientBuilder builder) {
    builder.setProxy(new HttpHost("http", proxy.host(), proxy.port()));
    proxy
        .login()
        .ifPresent(login -> {
          var credentials = new BasicCredentialsProvider();
          credentials.setCredentials(
              new AuthScope(proxy.host(), proxy.port()),
              new UsernamePasswordCredentials(
                  login.user(), login.password().reveal().toCharArray()));
          builder.setDefaultCredentialsProvider(credentials);
        });
  }

  private static RequestConfig requestConfig(
      NetworkSettings network, Optional<ProxyAddress> proxy) {
    return RequestConfig.custom()
        .setConnectionRequestTimeout(Timeout.of(network.connectTimeout()))
        .setResponseTimeout(Timeout.DISABLED)
        .setConnectionKeepAlive(TimeValue.of(KEEP_ALIVE))
        .setRedirectsEnabled(false)
        .setAuthenticationEnabled(proxy.flatMap(ProxyAddress::login).isPresent())
        .setProxyPreferredAuthSchemes(List.of(StandardAuthScheme.BASIC))
        .setContentCompressionEnabled(false)
        .setExpectContinueEnabled(false)
        .setProtocolUpgradeEnabled(false)
        .build();
  }

  private static TimeValue keepAlive(HttpResponse response, HttpContext context) {
    Duration told =
        DefaultConnectionKeepAliveStrategy.INSTANCE
            .getKeepAliveDuration(response, context)
            .toDuration();
    return TimeValue.of(Times.longer(told.minus(KEEP_ALIVE_MARGIN), Duration.ZERO));
  }

  private static PoolingHttpClientConnectionManager connections(
      Origin origin, NetworkSettings network, DnsResolver resolver) {
    Timeout connect = Timeout.of(network.connectTimeout());
    return PoolingHttpClientConnectionManagerBuilder.create()
        .setMaxConnTotal(network.maxConnections())
        .setMaxConnPerRoute(network.maxConnections())
        .setOffLockDisposalEnabled(true)
        .setDnsResolver(resolver)
        .setTlsSocketStrategy(tls(origin, network))
        .setDefaultTlsConfig(
            TlsConfig.custom()
                .setHandshakeTimeout(connect)
                .setSupportedProtocols(TLS.V_1_3, TLS.V_1_2)
                .build())
        .setDefaultSocketConfig(
            SocketConfig.custom().setTcpNoDelay(true).setSoTimeout(Timeout.DISABLED).build())
        .setDefaultConnectionConfig(
            ConnectionConfig.custom()
                .setConnectTimeout(connect)
                .setSocketTimeout(Timeout.DISABLED)
                .setValidateAfterInactivity(TimeValue.of(TRUSTED_IDLE))
                .setTimeToLive(TimeValue.of(CONNECTION_LIFE))
                .build())
        .setConnectionFactory(connectionFactory())
        .build();
  }

  /**
   * The client's own parser would skip over what is not HTTP and wait for more. The limits are told
   * to the parsers as well: what a connection hands to their factory are the defaults.
   */
  private static ManagedHttpClientConnectionFactory connectionFactory() {
    Http1Config limits =
        Http1Config.custom()
            .setBufferSize(BUFFER_BYTES)
            .setMaxHeaderCount(MAX_HEADERS)
            .setMaxLineLength(MAX_HEADER_CHARS)
            .build();
    var parsers = new DefaultHttpResponseParserFactory(limits);
    return ManagedHttpClientConnectionFactory.builder()
        .http1Config(limits)
        .responseParserFactory(_ -> new WholeHeadParser(parsers.create()))
        .build();
  }

  /** The system's authorities are read at the first call: that would be a tenth of the start. */
  private static TlsSocketStrategy tls(Origin origin, NetworkSettings network) {
    if (origin.isSecure()) {
      return (socket, host, port, attachment, context) ->
          new DefaultClientTlsStrategy(network.trust().context())
              .upgrade(socket, host, port, attachment, context);
    }
    return (socket, host, port, attachment, context) -> {
      throw new IOException("a plain peer is not spoken to by TLS");
    };
  }
}
