package dev.executionworkers.simulators.temporal;

import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.temporal.internal.testservice.GRPCServerHelper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Another way into a Temporal server: by TLS, and only for those who show what is asked for, as at
 * a cluster with mutual TLS, or at Temporal Cloud with an API key. Thread-safe.
 */
public final class SecureDoor implements AutoCloseable {
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
  private static final Metadata.Key<String> NAMESPACE =
      Metadata.Key.of("temporal-namespace", Metadata.ASCII_STRING_MARSHALLER);

  private final Set<String> namespaces = ConcurrentHashMap.newKeySet();
  private final Server server;

  private SecureDoor(TemporalServer behind, SslContextBuilder tls, Optional<String> authorization) {
    try {
      NettyServerBuilder builder =
          NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
              .sslContext(GrpcSslContexts.configure(tls).build())
              .intercept(new Doorman(authorization));
      GRPCServerHelper.registerServicesAndHealthChecks(behind.services(), builder);
      server = builder.build().start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * One for those who show a certificate that is trusted.
   *
   * @param certificate the door's own, PEM
   * @param key its private key, PKCS#8 in PEM
   * @param clients the certificate that is trusted, or that has signed those that are; PEM
   */
  public static SecureDoor forCertificate(
      TemporalServer behind, Path certificate, Path key, Path clients) {
    SslContextBuilder tls =
        SslContextBuilder.forServer(certificate.toFile(), key.toFile())
            .trustManager(clients.toFile())
            .clientAuth(ClientAuth.REQUIRE);
    return new SecureDoor(behind, tls, Optional.empty());
  }

  /** One for those who send this API key. */
  public static SecureDoor forApiKey(
      TemporalServer behind, Path certificate, Path key, String apiKey) {
    return new SecureDoor(
        behind,
        SslContextBuilder.forServer(certificate.toFile(), key.toFile()),
        Optional.of("Bearer " + apiKey));
  }

  /** {@code host:port}. */
  public String target() {
    return "127.0.0.1:" + server.getPort();
  }

  /** What came in the header by which Temporal Cloud finds a namespace. */
  public Set<String> namespaces() {
    return Set.copyOf(namespaces);
  }

  @Override
  public void close() {
    server.shutdownNow();
  }

  private final class Doorman implements ServerInterceptor {
    private final Optional<String> authorization;

    Doorman(Optional<String> authorization) {
      this.authorization = authorization;
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
      Optional.ofNullable(headers.get(NAMESPACE)).ifPresent(namespaces::add);
      if (authorization.isEmpty()
          || authorization.equals(Optional.ofNullable(headers.get(AUTHORIZATION)))) {
        return next.startCall(call, headers);
      }
      call.close(Status.UNAUTHENTICATED.withDescription("no such key"), new Metadata());
      return new ServerCall.Listener<>() {};
    }
  }
}
