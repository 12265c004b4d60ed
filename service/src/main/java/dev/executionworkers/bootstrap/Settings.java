package dev.executionworkers.bootstrap;

import dev.executionworkers.adapter.in.wire.ProtectionDefaults;
import dev.executionworkers.adapter.out.exchange.ProxyRules;
import dev.executionworkers.adapter.out.harbor.RobotNameTemplate;
import dev.executionworkers.adapter.out.journal.postgres.DatabaseUrl;
import dev.executionworkers.adapter.out.journal.seal.JournalKeys;
import dev.executionworkers.adapter.out.telemetry.log.LogLevel;
import dev.executionworkers.domain.policy.Pace;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that can be set, read once from the environment. Immutable; only the secrets that came
 * as files change when their files do. {@code docs/settings.md} lists the variables.
 *
 * @param eventsSink where domain events are delivered; absent when they go to the log
 * @param temporal absent when nothing is served by Temporal
 */
public record Settings(
    Service service,
    Server server,
    Peers peers,
    Storage storage,
    Optional<Endpoint> eventsSink,
    Network network,
    Tracing tracing,
    Optional<TemporalSettings> temporal) {
  /** Where GitHub itself is. */
  static final URI PUBLIC_GITHUB = URI.create("https://api.github.com");

  /**
   * Reads the environment.
   *
   * @param environment every variable of the process
   * @param files how files are read that variables name
   */
  public static ParsedSettings parse(Map<String, String> environment, FileContent files) {
    return new SettingsParser(environment, files, System::nanoTime).parse();
  }

  /** How the service calls itself, and how much it says. */
  public record Service(String name, String environment, LogLevel logLevel) {}

  /**
   * How it is reached.
   *
   * @param port 0 for any that is free
   * @param internalToken what callers must send; absent when nothing is asked for
   * @param requestDeadline for how long a request is held
   * @param shutdownGrace how long running work may take after SIGTERM
   */
  public record Server(
      InetAddress bindAddress,
      int port,
      Optional<SecretSource> internalToken,
      Duration requestDeadline,
      Duration shutdownGrace) {}

  /** The foreign systems; what is absent is not configured. */
  public record Peers(
      GitHub github,
      GitHubLimits githubLimits,
      ProtectionDefaults protectionDefaults,
      Delegated delegated,
      Optional<Harbor> harbor,
      Rotation rotation) {}

  /**
   * GitHub, called by a token or as an App, or not at all.
   *
   * @param token never together with {@code app}
   */
  public record GitHub(URI apiUrl, Optional<SecretSource> token, Optional<GitHubApp> app) {}

  /**
   * A GitHub App.
   *
   * @param id its client id or its number
   * @param installation the one to use; without it, that of each repository's owner is found
   */
  public record GitHubApp(String id, SecretSource privateKey, Optional<Long> installation) {}

  /**
   * What GitHub allows one account.
   *
   * @param writeInterval from the beginning of one write to that of the next
   * @param contentPerMinute writes in any minute
   * @param contentPerHour writes in any hour
   * @param concurrentRequests requests at a time
   * @param pointsPerMinute in any minute, a read being one and a write {@value #POINTS_OF_A_WRITE}
   */
  public record GitHubLimits(
      Duration writeInterval,
      int contentPerMinute,
      int contentPerHour,
      int concurrentRequests,
      int pointsPerMinute) {
    /** What a write counts ("Rate limits for the REST API"). */
    static final int POINTS_OF_A_WRITE = 5;

    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** Times are kept in milliseconds: a write may have ended a little later than it says. */
    private static final Duration KEPT_AS = Duration.ofMillis(1);

    /** How fast writes may be made. */
    Pace writes() {
      return new Pace(
          writeInterval,
          List.of(
              new Pace.Quota(contentPerMinute, MINUTE.plus(KEPT_AS)),
              new Pace.Quota(contentPerHour, Duration.ofHours(1).plus(KEPT_AS))));
    }

    /** How many reads fit into a minute beside as many writes as fit into it. */
    int readsPerMinute() {
      long byInterval =
          writeInterval.isZero() ? contentPerMinute : MINUTE.dividedBy(writeInterval) + 1;
      long writes = Math.min(byInterval, contentPerMinute);
      return (int) Math.max(1, pointsPerMinute - POINTS_OF_A_WRITE * writes);
    }

    /** How many reads may be under way beside a write. */
    int readsAtATime() {
      return concurrentRequests - 1;
    }
  }

  /**
   * The systems that work is delegated to.
   *
   * @param attemptTimeout what one attempt may take
   */
  public record Delegated(
      Optional<Endpoint> secrets,
      Optional<Endpoint> secretBindings,
      Optional<Endpoint> gitOpsVerify,
      Optional<Endpoint> bindingsUpdate,
      Duration attemptTimeout) {}

  /**
   * One of them.
   *
   * @param token sent as a bearer token
   */
  public record Endpoint(URI url, Optional<SecretSource> token) {}

  /**
   * The registry.
   *
   * @param robot how the robot is called
   */
  public record Harbor(
      URI url, String username, SecretSource password, RobotNameTemplate robot, RotationWay way) {}

  /** How a robot gets a new token. */
  public enum RotationWay {
    /** Ours is set at Harbor itself. */
    REFRESH,
    /** A new robot is made at Harbor in its stead. */
    REPLACE,
    /** A façade is asked for one. */
    ENDPOINT
  }

  /**
   * Times of a rotation.
   *
   * @param replayWindow for how long a finished one answers a repeated request
   * @param overlap how long an old robot lives on once it is replaced
   */
  public record Rotation(Duration replayWindow, Duration overlap) {}

  /**
   * What must outlive the process.
   *
   * @param retention for how long finished executions are kept
   * @param database the PostgreSQL that replicas share; without it the journal is in the folder
   * @param keys what secrets are sealed with; always there with a database, while without one a key
   *     file is made in the folder
   */
  public record Storage(
      Path dataDir,
      Duration retention,
      Optional<DatabaseUrl> database,
      Optional<JournalKeys> keys) {}

  /** How anything outside is reached. */
  public record Network(ProxyRules proxies, List<X509Certificate> extraAuthorities) {

    public Network {
      extraAuthorities = List.copyOf(extraAuthorities);
    }
  }

  /** OpenTelemetry's own variables. */
  public record Tracing(Map<String, String> otelVariables) {

    public Tracing {
      otelVariables = Map.copyOf(otelVariables);
    }

    /** Never shows the values, which may hold the exporter's credentials. */
    @Override
    public String toString() {
      return "Tracing[" + otelVariables.size() + " variables]";
    }
  }
}
