package dev.executionworkers.simulators.temporal;

import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.temporal.internal.testservice.GRPCServerHelper;
import io.temporal.internal.testservice.TestServicesStarter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Temporal's test server on a free port of 127.0.0.1; its time is the true one. Thread-safe. */
public final class TemporalServer implements AutoCloseable {
  private static final long LONGEST_END_SECONDS = 5;

  /**
   * The test server tells of every call that its end cuts short. Held, or it would be forgotten.
   */
  private static final Logger GRPC = Logger.getLogger("io.grpc");

  private final TestServicesStarter services;
  private final Server server;

  private TemporalServer(TestServicesStarter services, Server server) {
    this.services = services;
    this.server = server;
  }

  /** Starts one. */
  public static TemporalServer start() {
    return start(0);
  }

  /** The same on a port of one's choice. */
  public static TemporalServer start(int port) {
    // The SDK's own TestServer listens on all interfaces, and does not tell on which port.
    GRPC.setLevel(Level.SEVERE);
    TestServicesStarter services = new TestServicesStarter(true, 0);
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    GRPCServerHelper.registerServicesAndHealthChecks(services.getServices(), builder);
    try {
      return new TemporalServer(services, builder.build().start());
    } catch (IOException e) {
      services.close();
      throw new UncheckedIOException(e);
    }
  }

  /** What it offers. */
  Collection<BindableService> services() {
    return services.getServices();
  }

  /** {@code host:port}. */
  public String target() {
    return "127.0.0.1:" + server.getPort();
  }

  @Override
  public void close() {
    server.shutdownNow();
    services.close();
    try {
      server.awaitTermination(LONGEST_END_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
