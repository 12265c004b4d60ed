package dev.executionworkers.adapter.in.temporal;

import dev.executionworkers.domain.command.Secret;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.X509TrustManager;

/**
 * How the Temporal server is reached, and how much work is taken from it.
 *
 * @param target the server's {@code host:port}
 * @param tls without it the connection is in clear
 * @param apiKey sent with every call, as it is then
 * @param pollers how many calls wait for work at a time
 * @param slots how many activities run here at a time
 */
public record TemporalConfig(
    String target,
    String namespace,
    String taskQueue,
    Optional<Tls> tls,
    Optional<Supplier<Secret>> apiKey,
    int pollers,
    int slots) {

  /**
   * TLS.
   *
   * @param trust whose certificates are accepted
   * @param serverName the name that the server's certificate must have, where it is not the host's
   * @param client our own certificate
   */
  public record Tls(
      X509TrustManager trust, Optional<String> serverName, Optional<ClientFiles> client) {}

  /** The PEM files of our own certificate and its key, read again every minute. */
  public record ClientFiles(Path certificate, Path privateKey) {}
}
