package dev.executionworkers.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.adapter.out.github.AppKeys;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GitHubSettingsTest {
  private static final String PEM = AppKeys.pkcs1(AppKeys.KEY);
  private static final Map<String, String> GOOD =
      new TreeMap<>(
          Map.of(
              "GITHUB_APP_ID", "Iv23li.x",
              "GITHUB_APP_PRIVATE_KEY", PEM,
              "GITHUB_APP_INSTALLATION_ID", "40000001"));

  @Test
  void anAppTakesTheTokensPlace() {
    var github = of(GOOD).settings().peers().github();
    assertThat(github.token()).isEmpty();
    var app = github.app().orElseThrow();
    assertThat(app.id()).isEqualTo("Iv23li.x");
    assertThat(app.privateKey().get().reveal()).isEqualTo(PEM.strip());
    assertThat(app.installation()).contains(40_000_001L);
    assertThat(github.toString()).doesNotContain("BEGIN").contains("[redacted]");
  }

  @Test
  void theInstallationMayBeLeftToBeFound() {
    Environments without = Environments.of("GITHUB_APP_ID", "77", "GITHUB_APP_PRIVATE_KEY", PEM);
    assertThat(without.settings().peers().github().app().orElseThrow().installation()).isEmpty();
  }

  @Test
  void theKeyMayComeAsAFileOrWithItsLinesEndsWritten() {
    Environments file =
        Environments.of("GITHUB_APP_ID", "77", "GITHUB_APP_PRIVATE_KEY_FILE", "/run/key")
            .file("/run/key", AppKeys.pkcs8(AppKeys.KEY));
    assertThat(file.settings().peers().github().app()).isPresent();
    String oneLine = PEM.replace("\n", "\\n");
    assertThat(Environments.of("GITHUB_APP_ID", "77", "GITHUB_APP_PRIVATE_KEY", oneLine).faults())
        .isEmpty();
  }

  @Test
  void halfAnAppIsAFaultOfWhatIsMissing() {
    String id = "GITHUB_APP_ID is not set, while others of the GitHub App's are";
    String key = "GITHUB_APP_PRIVATE_KEY is not set, while others of the GitHub App's are";
    assertThat(Environments.of("GITHUB_APP_ID", "77").faults()).containsExactly(key);
    assertThat(Environments.of("GITHUB_APP_PRIVATE_KEY", PEM).faults()).containsExactly(id);
    assertThat(Environments.of("GITHUB_APP_INSTALLATION_ID", "1").faults())
        .containsExactlyInAnyOrder(id, key);
  }

  @Test
  void tokenAndAppTogetherAreAFault() {
    assertThat(of(GOOD).with("GITHUB_TOKEN", "ghp_x").faults())
        .containsExactly("GITHUB_TOKEN and GITHUB_APP_ID are both set; one of them must go");
    assertThat(of(GOOD).with("GITHUB_TOKEN_FILE", "/run/t").file("/run/t", "ghp_x").faults())
        .containsExactly("GITHUB_TOKEN and GITHUB_APP_ID are both set; one of them must go");
  }

  @ParameterizedTest
  @CsvSource({
    "GITHUB_APP_ID, my app, must be the App's client id or its number",
    "GITHUB_APP_INSTALLATION_ID, platform, must be the installation's number",
    "GITHUB_APP_INSTALLATION_ID, 0, must be the installation's number",
    "GITHUB_APP_INSTALLATION_ID, 9999999999999999999, must be the installation's number",
    "GITHUB_APP_PRIVATE_KEY, ghp_x, is no whole private key in PEM"
  })
  void aWrongValueIsAFaultOfItsVariable(String variable, String value, String fault) {
    assertThat(of(GOOD).with(variable, value).faults()).containsExactly(variable + " " + fault);
  }

  @Test
  void aKeyFileThatIsNoUseIsNamed() {
    Environments file =
        Environments.of("GITHUB_APP_ID", "77", "GITHUB_APP_PRIVATE_KEY_FILE", "/run/key");
    assertThat(file.faults())
        .containsExactly("GITHUB_APP_PRIVATE_KEY_FILE names a file that cannot be read");
    assertThat(file.file("/run/key", PEM.substring(0, 500)).faults())
        .containsExactly(
            "GITHUB_APP_PRIVATE_KEY_FILE names a file whose content is no whole private key in"
                + " PEM");
    assertThat(file.file("/run/key", "\n").faults())
        .containsExactly("GITHUB_APP_PRIVATE_KEY_FILE names a file whose content is empty");
    assertThat(file.file("/run/key", PEM).with("GITHUB_APP_PRIVATE_KEY", PEM).faults())
        .containsExactly(
            "GITHUB_APP_PRIVATE_KEY and GITHUB_APP_PRIVATE_KEY_FILE are both set; one of them must"
                + " go");
  }

  @Test
  void allFaultsAreToldTogether() {
    List<String> faults =
        Environments.of(
                "GITHUB_APP_ID", "my app",
                "GITHUB_APP_PRIVATE_KEY", "CANARY",
                "GITHUB_APP_INSTALLATION_ID", "x",
                "GITHUB_TOKEN", "ghp_x",
                "GITHUB_API_URL", "ftp://x")
            .faults();
    assertThat(faults).hasSize(5).noneMatch(fault -> fault.contains("CANARY"));
  }

  private static Environments of(Map<String, String> variables) {
    Environments made = Environments.of();
    variables.forEach(made::with);
    return made;
  }
}
