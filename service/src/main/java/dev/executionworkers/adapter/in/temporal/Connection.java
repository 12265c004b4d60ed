package dev.executionworkers.adapter.in.temporal;

import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLException;

/** The connection to the Temporal server, which is made when it is first needed. Thread-safe. */
final class Connection implements AutoCloseable {
  private static final long REREAD_MINUTES = 1;

  private final ScheduledExecutorService reader;
  private final WorkflowServiceStubs stubs;

  /**
   * Prepares it.
   *
   * @throws IllegalStateException when our own certificate or its key cannot be used
   */
  Connection(TemporalConfig config) {
    this(
        config,
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("temporal-tls").factory()));
  }

  /**
   * The same.
   *
   * @param reader reads our certificate again; ends with the connection
   */
  Connection(TemporalConfig config, ScheduledExecutorService reader) {
    this.reader = reader;
    this.stubs = WorkflowServiceStubs.newServiceStubs(options(config));
  }

  WorkflowServiceStubs stubs() {
    return stubs;
  }

  private WorkflowServiceStubsOptions options(TemporalConfig config) {
    WorkflowServiceStubsOptions.Builder options =
        WorkflowServiceStubsOptions.newBuilder().setTarget(config.target());
    config.apiKey().ifPresent(key -> options.addApiKey(() -> key.get().reveal()));
    config
        .tls()
        .ifPresent(tls -> {
          options.setSslContext(sslContext(tls));
          tls.serverName()
              .ifPresent(name ->
                  options.setChannelInitializer(channel -> channel.overrideAuthority(name)));
        });
    return options.build();
  }

  private SslContext sslContext(TemporalConfig.Tls tls) {
    SslContextBuilder builder = GrpcSslContexts.forClient().trustManager(tls.trust());
    tls.client().ifPresent(files -> builder.keyManager(keyManager(files)));
    try {
      return builder.build();
    } catch (SSLException e) {
      throw new IllegalStateException("this JVM cannot do TLS", e);
    }
  }

  private KeyManager keyManager(TemporalConfig.ClientFiles files) {
    OwnCertificate certificate = OwnCertificate.of(files);
    var _ =
        reader.scheduleWithFixedDelay(
            certificate::readAgain, REREAD_MINUTES, REREAD_MINUTES, TimeUnit.MINUTES);
    return certificate.keyManager();
  }

  @Override
  public void close() {
    stubs.shutdownNow();
    reader.shutdownNow();
  }
}
