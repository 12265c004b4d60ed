package dev.executionworkers.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.adapter.out.exchange.ProxyAddress;
import dev.executionworkers.adapter.out.telemetry.log.LogLevel;
import dev.executionworkers.bootstrap.Settings.Endpoint;
import dev.executionworkers.bootstrap.Settings.RotationWay;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  @Test
  void everyDefaultIsWhatTheDocumentationSays() {
    Settings settings = Environments.of().settings();

    assertThat(settings.service().name()).isEqualTo("execution-workers");
    assertThat(settings.service().environment()).isEqualTo("unknown");
    assertThat(settings.service().logLevel()).isEqualTo(LogLevel.INFO);
    assertThat(settings.server().port()).isEqualTo(8082);
    assertThat(settings.server().bindAddress().isAnyLocalAddress()).isTrue();
    assertThat(settings.server().internalToken()).isEmpty();
    assertThat(settings.server().requestDeadline()).isEqualTo(Duration.ofSeconds(12));
    assertThat(settings.server().shutdownGrace()).isEqualTo(Duration.ofSeconds(30));
    assertThat(settings.peers().github().apiUrl()).isEqualTo(URI.create("https://api.github.com"));
    assertThat(settings.peers().github().token()).isEmpty();
    assertThat(settings.peers().github().app()).isEmpty();
    var protection = settings.peers().protectionDefaults();
    assertThat(protection.owner().value()).isEqualTo("platform");
    assertThat(protection.repositoryPrefix()).isEqualTo("appenv-");
    assertThat(protection.branch().value()).isEqualTo("main");
    assertThat(protection.requiredApprovals()).isEqualTo(1);
    var delegated = settings.peers().delegated();
    assertThat(delegated.secrets()).isEmpty();
    assertThat(delegated.secretBindings()).isEmpty();
    assertThat(delegated.gitOpsVerify()).isEmpty();
    assertThat(delegated.bindingsUpdate()).isEmpty();
    assertThat(delegated.attemptTimeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(settings.peers().harbor()).isEmpty();
    assertThat(settings.peers().rotation().replayWindow()).isEqualTo(Duration.ofMinutes(3));
    assertThat(settings.peers().rotation().overlap()).isEqualTo(Duration.ofMinutes(15));
    assertThat(settings.storage().dataDir()).isEqualTo(Path.of("./data"));
    assertThat(settings.storage().retention()).isEqualTo(Duration.ofDays(7));
    assertThat(settings.network().extraAuthorities()).isEmpty();
    assertThat(settings.eventsSink()).isEmpty();
    assertThat(settings.network().proxies().forPeer(URI.create("https://x"))).isEmpty();
    assertThat(settings.tracing().otelVariables()).isEmpty();
  }

  @Test
  void everyVariableArrivesWhereItBelongs() {
    Settings settings =
        Environments.of(
                "PORT", "0",
                "BIND_ADDRESS", "127.0.0.1",
                "SERVICE_NAME", "workers",
                "ENVIRONMENT", "prod",
                "LOG_LEVEL", "Debug",
                "INTERNAL_AUTH_TOKEN", "one,two",
                "REQUEST_DEADLINE", "500ms",
                "SHUTDOWN_GRACE", "0s",
                "GITHUB_TOKEN", "ghp_x",
                "GITHUB_API_URL", "https://ghe.example/api/v3/")
            .with("APPENV_REPO_OWNER", "team")
            .with("APPENV_REPO_PREFIX", "env.")
            .with("APPENV_BRANCH", "release/1")
            .with("APPENV_REQUIRED_APPROVALS", "6")
            .with("APPENV_SECRETS_ENDPOINT", "http://secrets/x?tenant=1")
            .with("APPENV_SECRETS_ENDPOINT_TOKEN", "t1")
            .with("APPENV_SECRET_BINDINGS_ENDPOINT", "http://bindings")
            .with("APPENV_SECRET_BINDINGS_ENDPOINT_TOKEN", "t2")
            .with("APPENV_GITOPS_VERIFY_ENDPOINT", "http://gitops")
            .with("APPENV_GITOPS_VERIFY_ENDPOINT_TOKEN", "t3")
            .with("SECRET_BINDINGS_UPDATE_ENDPOINT", "http://update")
            .with("SECRET_BINDINGS_UPDATE_ENDPOINT_TOKEN", "t4")
            .with("DELEGATED_TIMEOUT", "3m")
            .with("HARBOR_URL", "https://harbor.example")
            .with("HARBOR_ROBOT_USERNAME", "admin")
            .with("HARBOR_ROBOT_PASSWORD", "pw")
            .with("HARBOR_ROBOT_NAME", "ci-{secretId}")
            .with("HARBOR_ROTATION", "endpoint")
            .with("ROTATION_REPLAY_WINDOW", "24h")
            .with("ROTATION_OVERLAP", "1d")
            .with("DATA_DIR", "/var/lib/workers")
            .with("JOURNAL_RETENTION", "30d")
            .with("EVENTS_SINK", "https://events.example/in?tenant=1")
            .with("EVENTS_SINK_TOKEN", "t5")
            .with("HTTPS_PROXY", "http://proxy.example:3128")
            .with("OTEL_SERVICE_NAME", "otel")
            .settings();

    assertThat(settings.server().port()).isZero();
    assertThat(settings.server().bindAddress()).isEqualTo(InetAddress.ofLiteral("127.0.0.1"));
    assertThat(settings.service().name()).isEqualTo("workers");
    assertThat(settings.service().environment()).isEqualTo("prod");
    assertThat(settings.service().logLevel()).isEqualTo(LogLevel.DEBUG);
    assertThat(revealed(settings.server().internalToken())).isEqualTo("one,two");
    assertThat(settings.server().requestDeadline()).isEqualTo(Duration.ofMillis(500));
    assertThat(settings.server().shutdownGrace()).isZero();
    assertThat(revealed(settings.peers().github().token())).isEqualTo("ghp_x");
    assertThat(settings.peers().github().apiUrl())
        .isEqualTo(URI.create("https://ghe.example/api/v3/"));
    var protection = settings.peers().protectionDefaults();
    assertThat(protection.owner().value()).isEqualTo("team");
    assertThat(protection.repositoryPrefix()).isEqualTo("env.");
    assertThat(protection.branch().value()).isEqualTo("release/1");
    assertThat(protection.requiredApprovals()).isEqualTo(6);
    var delegated = settings.peers().delegated();
    endpoint(delegated.secrets(), "http://secrets/x?tenant=1", "t1");
    endpoint(delegated.secretBindings(), "http://bindings", "t2");
    endpoint(delegated.gitOpsVerify(), "http://gitops", "t3");
    endpoint(delegated.bindingsUpdate(), "http://update", "t4");
    assertThat(delegated.attemptTimeout()).isEqualTo(Duration.ofMinutes(3));
    var harbor = settings.peers().harbor().orElseThrow();
    assertThat(harbor.url()).isEqualTo(URI.create("https://harbor.example"));
    assertThat(harbor.username()).isEqualTo("admin");
    assertThat(harbor.password().get().reveal()).isEqualTo("pw");
    assertThat(harbor.robot().template()).isEqualTo("ci-{secretId}");
    assertThat(harbor.way()).isEqualTo(RotationWay.ENDPOINT);
    assertThat(settings.peers().rotation().replayWindow()).isEqualTo(Duration.ofDays(1));
    assertThat(settings.peers().rotation().overlap()).isEqualTo(Duration.ofDays(1));
    assertThat(settings.storage().dataDir()).isEqualTo(Path.of("/var/lib/workers"));
    assertThat(settings.storage().retention()).isEqualTo(Duration.ofDays(30));
    endpoint(settings.eventsSink(), "https://events.example/in?tenant=1", "t5");
    assertThat(settings.network().proxies().forPeer(URI.create("https://x")))
        .map(ProxyAddress::host)
        .contains("proxy.example");
    assertThat(settings.tracing().otelVariables()).containsEntry("OTEL_SERVICE_NAME", "otel");
  }

  private static void endpoint(Optional<Endpoint> endpoint, String url, String token) {
    assertThat(endpoint).map(Endpoint::url).contains(URI.create(url));
    assertThat(revealed(endpoint.orElseThrow().token())).isEqualTo(token);
  }

  private static String revealed(Optional<SecretSource> secret) {
    return secret.orElseThrow().get().reveal();
  }

  @Test
  void aDatabaseNeedsTheKeysThatItsReplicasShare() {
    String url = "postgresql://me:s3cret@db/journal";

    assertThat(Environments.of("DATABASE_URL", url).faults())
        .containsExactly(
            "JOURNAL_KEY must be set with DATABASE_URL: every replica needs the same keys");
    assertThat(
            Environments.of("DATABASE_URL", url, "JOURNAL_KEY", "a:" + "A".repeat(43) + "=")
                .settings()
                .storage()
                .database())
        .isPresent();
  }

  @Test
  void keysMayStandOnLinesOfTheirOwn() {
    String lines = "a:" + "A".repeat(43) + "=\nb:" + "B".repeat(42) + "A=\n";

    assertThat(
            Environments.of("JOURNAL_KEY_FILE", "/run/k")
                .file("/run/k", lines)
                .settings()
                .storage()
                .keys())
        .isPresent();
    assertThat(Environments.of("JOURNAL_KEY", "a:short").faults()).hasSize(1);
  }

  @Test
  void allFaultsAreToldTogetherEachByItsVariable() {
    assertThat(
            Environments.of(
                    "PORT", "70000",
                    "LOG_LEVEL", "loud",
                    "REQUEST_DEADLINE", "12",
                    "GITHUB_API_URL", "ftp://x",
                    "GITHUB_TOKEN_FILE", "/nowhere",
                    "APPENV_REQUIRED_APPROVALS", "0",
                    "HARBOR_URL", "https://harbor",
                    "EVENTS_SINK", "kafka",
                    "HTTP_PROXY", "socks5://x:1",
                    "DATABASE_URL", "postgresql://x")
                .faults())
        .containsExactlyInAnyOrder(
            "PORT must be a whole number from 0 to 65535",
            "LOG_LEVEL must be one of trace, debug, info, warn, error",
            "REQUEST_DEADLINE must be a duration such as 500ms, 12s, 3m, 24h or 7d, from 100ms to"
                + " 5m",
            "GITHUB_API_URL must be a URL that begins with http:// or https://",
            "GITHUB_TOKEN_FILE names a file that cannot be read",
            "APPENV_REQUIRED_APPROVALS must be a whole number from 1 to 6",
            "HARBOR_ROBOT_USERNAME is not set, while others of the registry's credentials are",
            "HARBOR_ROBOT_PASSWORD is not set, while others of the registry's credentials are",
            "EVENTS_SINK must be log, or a URL that begins with http:// or https://",
            "HTTP_PROXY must look like http://host:port",
            "DATABASE_URL must look like postgresql://user:password@host:port/database, with special"
                + " characters percent-encoded");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PORT|-1",
        "PORT|x",
        "PORT|8082.0",
        "BIND_ADDRESS|example.com",
        "SERVICE_NAME|a{b}",
        "REQUEST_DEADLINE|99ms",
        "REQUEST_DEADLINE|6m",
        "REQUEST_DEADLINE|1 h",
        "REQUEST_DEADLINE|-1s",
        "REQUEST_DEADLINE|99999999999s",
        "SHUTDOWN_GRACE|2h",
        "GITHUB_API_URL|https://user:pw@ghe.example",
        "GITHUB_API_URL|https://ghe.example/#x",
        "GITHUB_API_URL|https://a_b/",
        "GITHUB_API_URL|https://ghe.example:0/",
        "GITHUB_API_URL|https://ghe example",
        "GITHUB_API_URL|ghe.example",
        "APPENV_REPO_OWNER|-x",
        "APPENV_REPO_PREFIX|a/b",
        "APPENV_BRANCH|a..b",
        "APPENV_REQUIRED_APPROVALS|7",
        "APPENV_SECRETS_ENDPOINT|secrets:8080",
        "SECRET_BINDINGS_UPDATE_ENDPOINT|file:///etc/passwd",
        "DELEGATED_TIMEOUT|11m",
        "HARBOR_ROBOT_NAME|{secret}",
        "HARBOR_ROBOT_NAME|a b",
        "HARBOR_ROBOT_NAME|a\u00a0b",
        "HARBOR_ROTATION|Refresh!",
        "ROTATION_REPLAY_WINDOW|0s",
        "ROTATION_OVERLAP|8d",
        "JOURNAL_RETENTION|1h",
        "DATABASE_URL|postgresql://me:s3cret@db:0/journal",
        "DATABASE_URL|postgresql://me:s3cret@db:65536/journal",
        "EVENTS_SINK|stdout",
        "EVENTS_SINK|ftp://events.example",
        "EVENTS_SINK|https://user:pw@events.example",
        "EVENTS_SINK_TOKEN|a\u0007b",
        "EXTRA_CA_FILE|/nowhere",
        "GITHUB_TOKEN|a\u0007b"
      })
  void aWrongValueIsAFaultOfItsVariableAlone(String variable, String value) {
    assertThat(Environments.of(variable, value).faults())
        .singleElement()
        .asString()
        .startsWith(variable + " ");
  }

  @Test
  void anEmptyVariableIsOneThatIsNotSet() {
    Environments empty = Environments.of();
    Variable.names().forEach(name -> empty.with(name, ""));

    assertThat(empty.settings().server().port()).isEqualTo(8082);
    assertThat(empty.settings().peers().harbor()).isEmpty();
  }

  @Test
  void blanksAroundAValueAreNotPartOfIt() {
    assertThat(Environments.of("PORT", " 9000\n").settings().server().port()).isEqualTo(9000);
  }

  @Test
  void harborIsThereOnlyWithAllThreeOfItsCredentials() {
    String[] names = {"HARBOR_URL", "HARBOR_ROBOT_USERNAME", "HARBOR_ROBOT_PASSWORD"};
    String[] values = {"https://harbor", "admin", "pw"};
    for (int set = 1; set < 7; set++) {
      Environments some = Environments.of();
      for (int i = 0; i < 3; i++) {
        if ((set & 1 << i) != 0) {
          some.with(names[i], values[i]);
        }
      }
      int missing = 3 - Integer.bitCount(set);
      assertThat(some.faults())
          .hasSize(missing)
          .allMatch(fault -> fault.contains("is not set, while others"));
    }
  }

  @Test
  void theRobotThatIsRotatedMustNotBeTheOneThatRotates() {
    Environments same =
        Environments.of(
            "HARBOR_URL", "https://harbor",
            "HARBOR_ROBOT_USERNAME", "robot$ci",
            "HARBOR_ROBOT_PASSWORD", "pw",
            "HARBOR_ROBOT_NAME", "ci");
    assertThat(same.faults())
        .containsExactly(
            "HARBOR_ROBOT_NAME must not be the account that HARBOR_ROBOT_USERNAME logs in with");
    assertThat(same.with("HARBOR_ROTATION", "replace").faults()).isEqualTo(same.faults());
    assertThat(same.with("HARBOR_ROTATION", "endpoint").faults()).isEmpty();
  }

  @Test
  void warnsOfWhatIsAllowedAndProbablyNotMeant() {
    assertThat(
            Environments.of(
                    "REQUEST_DEADLINE", "20s",
                    "ROTATION_REPLAY_WINDOW", "1m",
                    "APPENV_SECRETS_ENDPOINT_TOKEN", "t",
                    "EVENTS_SINK_TOKEN", "t",
                    "HARBOR_URL", "https://harbor",
                    "HARBOR_ROBOT_USERNAME", "admin",
                    "HARBOR_ROBOT_PASSWORD", "pw")
                .warnings())
        .containsExactlyInAnyOrder(
            "INTERNAL_AUTH_TOKEN is not set: whoever reaches the port may use every operation",
            "REQUEST_DEADLINE is above 14s: a caller that waits for 15s gets no answer in time",
            "ROTATION_REPLAY_WINDOW is below 135s: the later of a caller's five attempts rotate"
                + " once more",
            "APPENV_SECRETS_ENDPOINT_TOKEN is not used, since APPENV_SECRETS_ENDPOINT is not set",
            "EVENTS_SINK_TOKEN is not used, since EVENTS_SINK is not a URL",
            "SECRET_BINDINGS_UPDATE_ENDPOINT is not set: no token is rotated, since nothing could"
                + " be told of it");
    assertThat(Environments.of("INTERNAL_AUTH_TOKEN", "t").warnings()).isEmpty();
  }

  @Test
  void spansLeaveByHttpOnlyAndOnlyThatIsLookedAt() {
    Environments grpc =
        Environments.of(
            "OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4317",
            "OTEL_EXPORTER_OTLP_PROTOCOL", "grpc",
            "OTEL_TRACES_EXPORTER", "console");
    assertThat(grpc.faults())
        .containsExactlyInAnyOrder(
            "OTEL_EXPORTER_OTLP_PROTOCOL must be http/protobuf, the only way spans leave here",
            "OTEL_TRACES_EXPORTER must be otlp, the only way spans leave here");
    assertThat(grpc.with("OTEL_SDK_DISABLED", "true").faults()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"collector:4318", "http://a b", "http://", "grpc://collector"})
  void spansLeaveToAUrl(String endpoint) {
    assertThat(Environments.of("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint).faults())
        .containsExactly(
            "OTEL_EXPORTER_OTLP_ENDPOINT must be a URL that begins with http:// or https://");
  }
}
