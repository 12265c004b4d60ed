package dev.executionworkers.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsFilesTest {
  private static final String CANARY = "CANARY-hunter2";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INTERNAL_AUTH_TOKEN",
        "GITHUB_TOKEN",
        "APPENV_SECRETS_ENDPOINT_TOKEN",
        "APPENV_SECRET_BINDINGS_ENDPOINT_TOKEN",
        "APPENV_GITOPS_VERIFY_ENDPOINT_TOKEN",
        "SECRET_BINDINGS_UPDATE_ENDPOINT_TOKEN",
        "HARBOR_ROBOT_PASSWORD"
      })
  void everySecretMayComeAsAFileButNotTwice(String variable) {
    Environments both =
        Environments.of(variable, "x", variable + "_FILE", "/run/s").file("/run/s", "y");
    assertThat(both.faults())
        .contains(variable + " and " + variable + "_FILE are both set; one of them must go");
    assertThat(Environments.of(variable + "_FILE", "/run/s").faults())
        .contains(variable + "_FILE names a file that cannot be read");
    assertThat(Environments.of(variable + "_FILE", "/run/s").file("/run/s", "\n").faults())
        .contains(variable + "_FILE names a file whose content is empty");
    assertThat(Environments.of(variable + "_FILE", "/run/s").file("/run/s", "a\nb").faults())
        .contains(
            variable
                + "_FILE names a file whose content contains control characters or several"
                + " lines");
  }

  @Test
  void aSecretsFileLosesTheEndOfItsLineAndNothingElse() {
    var settings =
        Environments.of("GITHUB_TOKEN_FILE", "/run/s").file("/run/s", " a b \r\n").settings();

    assertThat(settings.peers().github().token().orElseThrow().get().reveal()).isEqualTo(" a b ");
  }

  @Test
  void noSecretStandsInFaultsWarningsOrSettings() {
    Environments environment = Environments.of();
    Variable.names().forEach(name -> environment.with(name, CANARY + "\u0007"));
    environment.with("HTTPS_PROXY", "socks://u:" + CANARY + "@x");
    assertThat(environment.faults().toString() + environment.parse().warnings())
        .doesNotContain(CANARY);

    Settings settings =
        Environments.of(
                "GITHUB_TOKEN",
                CANARY,
                "INTERNAL_AUTH_TOKEN_FILE",
                "/t",
                "HARBOR_URL",
                "https://harbor",
                "HARBOR_ROBOT_USERNAME",
                "admin",
                "HARBOR_ROBOT_PASSWORD",
                CANARY,
                "OTEL_EXPORTER_OTLP_HEADERS",
                "authorization=" + CANARY,
                "HTTP_PROXY",
                "http://u:" + CANARY + "@proxy:1")
            .file("/t", CANARY)
            .settings();
    assertThat(settings.toString()).doesNotContain(CANARY);
  }

  @Test
  void readsExtraAuthoritiesAndRefusesWhatIsNone() {
    assertThat(Environments.of("EXTRA_CA_FILE", "/ca").file("/ca", "no certificate").faults())
        .containsExactly("EXTRA_CA_FILE names a file that does not hold certificates in PEM");
    assertThat(
            Environments.of("EXTRA_CA_FILE", "/ca")
                .file("/ca", systemCertificate())
                .settings()
                .network()
                .extraAuthorities())
        .hasSize(1);
  }

  /** Any certificate will do: the first that this Java trusts. */
  private static String systemCertificate() {
    try {
      var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init((KeyStore) null);
      byte[] der =
          ((X509TrustManager) factory.getTrustManagers()[0]).getAcceptedIssuers()[0].getEncoded();
      return "-----BEGIN CERTIFICATE-----\n"
          + Base64.getMimeEncoder().encodeToString(der)
          + "\n-----END CERTIFICATE-----\n";
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
