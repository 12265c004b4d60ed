package dev.executionworkers.adapter.in.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.util.Set;

/** HTTP/1.1 and nothing else, on connections that are watched. */
final class WatchedHttp implements ServerConnectionSelector {
  private final Http1ConnectionSelector http;
  private final HttpLimits limits;

  WatchedHttp(HttpLimits limits) {
    this.limits = limits;
    this.http =
        Http1ConnectionSelector.builder()
            .config(
                Http1Config.builder()
                    .maxHeadersSize(HttpLimits.MAX_HEADERS_BYTES)
                    .sendKeepAliveHeader(false)
                    .buildPrototype())
            .build();
  }

  @Override
  public int bytesToIdentifyConnection() {
    return http.bytesToIdentifyConnection();
  }

  @Override
  public Support supports(BufferData data) {
    return http.supports(data);
  }

  @Override
  public Set<String> supportedApplicationProtocols() {
    return http.supportedApplicationProtocols();
  }

  @Override
  public ServerConnection connection(ConnectionContext context) {
    return new WatchedConnection(http, context, limits);
  }
}
