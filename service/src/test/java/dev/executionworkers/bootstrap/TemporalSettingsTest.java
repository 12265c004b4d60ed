package dev.executionworkers.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.bootstrap.TemporalSettings.TemporalReadiness;
import dev.executionworkers.bootstrap.TemporalSettings.Tls;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemporalSettingsTest {

  @Test
  void withoutAHostThereIsNone() {
    assertThat(Environments.of().settings().temporal()).isEmpty();
  }

  @Test
  void aHostIsEnough() {
    TemporalSettings temporal = temporal(Environments.of("TEMPORAL_HOST", "temporal:7234"));

    assertThat(temporal.target()).isEqualTo("temporal:7234");
    assertThat(temporal.namespace()).isEqualTo("default");
    assertThat(temporal.taskQueue()).isEqualTo("execution-workers");
    assertThat(temporal.tls()).isEmpty();
    assertThat(temporal.apiKey()).isEmpty();
    assertThat(temporal.slots()).isEqualTo(200);
    assertThat(temporal.pollers()).isEqualTo(5);
    assertThat(temporal.readiness()).isEqualTo(TemporalReadiness.IGNORE);
  }

  @ParameterizedTest
  @CsvSource({
    "temporal, temporal:7233",
    "10.0.0.7:7233, 10.0.0.7:7233",
    "[::1]:7300, [::1]:7300",
    "my-ns.a1b2c.tmprl.cloud:7233, my-ns.a1b2c.tmprl.cloud:7233"
  })
  void theTargetHasAPort(String host, String target) {
    assertThat(temporal(Environments.of("TEMPORAL_HOST", host)).target()).isEqualTo(target);
  }

  @Test
  void whatIsNoNameOfAServerIsAFault() {
    assertThat(
            Environments.of(
                    "TEMPORAL_HOST", "t",
                    "TEMPORAL_TLS", "on",
                    "TEMPORAL_TLS_SERVER_NAME", "a_b")
                .faults())
        .containsExactly(
            "TEMPORAL_TLS_SERVER_NAME must be a host name (letters, digits, '-' and '.')");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://temporal:7233",
        "temporal:0",
        "temporal:70000",
        "a b",
        "a:b",
        "a_b",
        "a..b"
      })
  void whatIsNoTargetIsAFault(String host) {
    assertThat(Environments.of("TEMPORAL_HOST", host).faults())
        .singleElement()
        .asString()
        .startsWith("TEMPORAL_HOST must ");
  }

  @Test
  void anApiKeyMeansTls() {
    TemporalSettings temporal =
        temporal(Environments.of("TEMPORAL_HOST", "t", "TEMPORAL_API_KEY", "key"));

    assertThat(temporal.tls()).contains(new Tls(Optional.empty(), Optional.empty()));
    assertThat(temporal.toString()).doesNotContain("key=key").contains("[redacted]");
  }

  @Test
  void aCertificateMeansTlsAndNamesBothFiles() {
    Environments environment =
        Environments.of(
                "TEMPORAL_HOST",
                "t",
                "TEMPORAL_TLS_CERT_FILE",
                "/c.pem",
                "TEMPORAL_TLS_KEY_FILE",
                "/k.pem",
                "TEMPORAL_TLS_SERVER_NAME",
                "frontend")
            .file("/c.pem", "c")
            .file("/k.pem", "k");

    Tls tls = temporal(environment).tls().orElseThrow();
    assertThat(tls.serverName()).contains("frontend");
    assertThat(tls.client())
        .contains(new TemporalSettings.ClientFiles(Path.of("/c.pem"), Path.of("/k.pem")));
  }

  @Test
  void tlsCanBeHadWithoutEither() {
    assertThat(temporal(Environments.of("TEMPORAL_HOST", "t", "TEMPORAL_TLS", "on")).tls())
        .isPresent();
  }

  @Test
  void halfOfACertificateIsAFault() {
    assertThat(
            Environments.of("TEMPORAL_HOST", "t", "TEMPORAL_TLS_CERT_FILE", "/c.pem")
                .file("/c.pem", "c")
                .faults())
        .containsExactly("TEMPORAL_TLS_KEY_FILE is not set, while the other one of the two is");
  }

  @Test
  void aFileThatIsNotThereIsAFault() {
    assertThat(
            Environments.of(
                    "TEMPORAL_HOST",
                    "t",
                    "TEMPORAL_TLS_CERT_FILE",
                    "/c.pem",
                    "TEMPORAL_TLS_KEY_FILE",
                    "/k.pem")
                .file("/c.pem", "c")
                .faults())
        .containsExactly("TEMPORAL_TLS_KEY_FILE names a file that cannot be read");
  }

  @Test
  void noKeyIsSentInClear() {
    assertThat(
            Environments.of("TEMPORAL_HOST", "t", "TEMPORAL_TLS", "off", "TEMPORAL_API_KEY", "key")
                .faults())
        .containsExactly(
            "TEMPORAL_TLS must not be off with an API key or a certificate: they need TLS");
  }

  @Test
  void whatIsSetWithoutAHostIsTold() {
    assertThat(Environments.of("TEMPORAL_NAMESPACE", "prod", "INTERNAL_AUTH_TOKEN", "t").warnings())
        .containsExactly("TEMPORAL_NAMESPACE is not used, since TEMPORAL_HOST is not set");
  }

  private static TemporalSettings temporal(Environments environment) {
    return environment.settings().temporal().orElseThrow();
  }
}
