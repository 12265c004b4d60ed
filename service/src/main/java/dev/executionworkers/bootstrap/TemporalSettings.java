package dev.executionworkers.bootstrap;

import static dev.executionworkers.bootstrap.Variable.TEMPORAL_API_KEY;
import static dev.executionworkers.bootstrap.Variable.TEMPORAL_HOST;
import static dev.executionworkers.bootstrap.Variable.TEMPORAL_NAMESPACE;
import static dev.executionworkers.bootstrap.Variable.TEMPORAL_POLLERS;
import static dev.executionworkers.bootstrap.Variable.TEMPORAL_READINESS;
import static dev.executionworkers.bootstrap.Variable.TEMPORAL_SLOTS;
import static dev.executionworkers.bootstrap.Variable.TEMPORAL_TASK_QUEUE;
import static dev.executionworkers.bootstrap.Variable.TEMPORAL_TLS;
import static dev.executionworkers.bootstrap.Variable.TEMPORAL_TLS_CERT_FILE;
import static dev.executionworkers.bootstrap.Variable.TEMPORAL_TLS_KEY_FILE;
import static dev.executionworkers.bootstrap.Variable.TEMPORAL_TLS_SERVER_NAME;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The Temporal server and how much work is taken from it.
 *
 * @param target its {@code host:port}
 * @param tls absent for a connection in clear
 * @param slots how many activities run at a time
 * @param pollers how many calls wait for work at a time
 * @param readiness whether its absence makes the process unready
 */
public record TemporalSettings(
    String target,
    String namespace,
    String taskQueue,
    Optional<Tls> tls,
    Optional<SecretSource> apiKey,
    int slots,
    int pollers,
    TemporalReadiness readiness) {
  private static final String DEFAULT_PORT = ":7233";
  private static final int MAX_NAME_CHARS = 255;

  /** A host's name, an IPv4 address, or an IPv6 address in brackets. */
  private static final Pattern HOST_AND_PORT =
      Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(:[0-9]{1,5})?");

  private static final List<Variable> FOR_A_SERVER =
      List.of(
          TEMPORAL_NAMESPACE,
          TEMPORAL_TASK_QUEUE,
          TEMPORAL_API_KEY,
          TEMPORAL_TLS,
          TEMPORAL_TLS_CERT_FILE,
          TEMPORAL_TLS_KEY_FILE,
          TEMPORAL_TLS_SERVER_NAME,
          TEMPORAL_SLOTS,
          TEMPORAL_POLLERS,
          TEMPORAL_READINESS);

  /**
   * TLS; the certificates that are trusted are those of every other connection.
   *
   * @param serverName the name in the server's certificate, where it is not the host's
   */
  public record Tls(Optional<String> serverName, Optional<ClientFiles> client) {}

  /** The files of our own certificate and its key. */
  public record ClientFiles(Path certificate, Path privateKey) {}

  /** What the absence of the server does to {@code /readyz}. */
  public enum TemporalReadiness {
    /** It is told. */
    IGNORE,
    /** The process is not ready. */
    REQUIRE
  }

  private enum TlsChoice {
    AUTO,
    ON,
    OFF
  }

  /** Reads them; empty when no server is named. */
  static Optional<TemporalSettings> parse(EnvironmentReader reader, List<Remark> warnings) {
    TemporalSettings settings =
        new TemporalSettings(
            reader.parsed(TEMPORAL_HOST, TemporalSettings::target),
            reader.parsed(TEMPORAL_NAMESPACE, TemporalSettings::name),
            reader.parsed(TEMPORAL_TASK_QUEUE, TemporalSettings::name),
            tls(reader),
            reader.secret(TEMPORAL_API_KEY),
            reader.integer(TEMPORAL_SLOTS, 1, 10_000),
            reader.integer(TEMPORAL_POLLERS, 1, 100),
            reader.choice(TEMPORAL_READINESS, TemporalReadiness.class));
    if (!settings.target.isEmpty()) {
      return Optional.of(settings);
    }
    FOR_A_SERVER.stream()
        .filter(reader::isSet)
        .map(unused -> new Remark(unused.name(), "is not used, since TEMPORAL_HOST is not set"))
        .forEach(warnings::add);
    return Optional.empty();
  }

  private static String target(String text) {
    var parts = HOST_AND_PORT.matcher(text);
    if (text.isEmpty()) {
      return text;
    }
    if (!parts.matches() || !isHost(parts.group(1))) {
      throw new IllegalArgumentException(
          "must be host:port, without a scheme; a host has letters, digits, '-' and '.'");
    }
    String port = Optional.ofNullable(parts.group(2)).orElse(DEFAULT_PORT);
    int number = Integer.parseInt(port.substring(1));
    if (number < 1 || number > 65_535) {
      throw new IllegalArgumentException("must have a port from 1 to 65535, or none");
    }
    return parts.group(1) + port;
  }

  /** What gRPC takes for one: its client cannot be made with any other. */
  private static boolean isHost(String text) {
    try {
      return new URI("//" + text).getHost() != null;
    } catch (URISyntaxException _) {
      return false;
    }
  }

  private static Optional<String> serverName(String text) {
    if (!text.isEmpty() && !isHost(text)) {
      throw new IllegalArgumentException("must be a host name (letters, digits, '-' and '.')");
    }
    return Optional.of(text).filter(name -> !name.isEmpty());
  }

  private static String name(String text) {
    if (text.length() > MAX_NAME_CHARS || text.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "must be at most " + MAX_NAME_CHARS + " characters, none of them a control character");
    }
    return text;
  }

  private static Optional<Tls> tls(EnvironmentReader reader) {
    TlsChoice choice = reader.choice(TEMPORAL_TLS, TlsChoice.class);
    Optional<ClientFiles> client = client(reader);
    Optional<String> name = reader.parsed(TEMPORAL_TLS_SERVER_NAME, TemporalSettings::serverName);
    boolean wanted = client.isPresent() || reader.isSet(TEMPORAL_API_KEY);
    if (choice == TlsChoice.OFF && wanted) {
      reader.fault(TEMPORAL_TLS, "must not be off with an API key or a certificate: they need TLS");
    }
    return choice == TlsChoice.ON || (choice == TlsChoice.AUTO && wanted)
        ? Optional.of(new Tls(name, client))
        : Optional.empty();
  }

  private static Optional<ClientFiles> client(EnvironmentReader reader) {
    Optional<byte[]> certificate = reader.file(TEMPORAL_TLS_CERT_FILE);
    Optional<byte[]> key = reader.file(TEMPORAL_TLS_KEY_FILE);
    Stream.of(TEMPORAL_TLS_CERT_FILE, TEMPORAL_TLS_KEY_FILE)
        .filter(file ->
            !reader.isSet(file)
                && (reader.isSet(TEMPORAL_TLS_CERT_FILE) || reader.isSet(TEMPORAL_TLS_KEY_FILE)))
        .forEach(missing -> reader.fault(missing, "is not set, while the other one of the two is"));
    return certificate.isPresent() && key.isPresent()
        ? Optional.of(
            new ClientFiles(
                reader.path(TEMPORAL_TLS_CERT_FILE), reader.path(TEMPORAL_TLS_KEY_FILE)))
        : Optional.empty();
  }
}
