package dev.executionworkers.acceptance;

import static dev.executionworkers.acceptance.Platform.environment;
import static dev.executionworkers.acceptance.Platform.name;
import static dev.executionworkers.acceptance.Platform.repository;
import static dev.executionworkers.acceptance.Platform.secret;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the settings make of a start. */
class StartTest {
  private static final int BAD_SETTINGS = 78;

  @Test
  void startsWithNothingConfiguredAndSaysWhatIsMissing() {
    try (ServiceProcess service = ServiceProcess.start(Map.of());
        Caller caller = Caller.of(service.uri())) {
      assertThat(caller.get("/healthz").body().strip()).isEqualTo("ok");
      assertNotConfigured(caller.post("/github/repos", repository("x")), "git");
      assertNotConfigured(caller.post("/appenv/branch-protection", environment("x")), "git");
      assertNotConfigured(caller.post("/appenv/secrets", environment("x")), "appenv_secrets");
      assertNotConfigured(
          caller.post("/appenv/secret-bindings", environment("x")), "appenv_secret_bindings");
      assertNotConfigured(caller.post("/appenv/gitops-verify", environment("x")), "appenv_gitops");
      assertThat(caller.post("/secrets/bindings/update", secret("x")).status()).isEqualTo(202);
      assertThat(
              service
                  .output()
                  .lines(line -> line.field("notice").equals("registry_not_configured")))
          .hasSize(1);
      assertThat(
              service.output().lines(line -> line.field("variable").equals("INTERNAL_AUTH_TOKEN")))
          .hasSize(1);
    }
  }

  @Test
  void refusesToStartWithHalfARegistryAndNamesTheOtherHalf() {
    ServiceOutput said = refused(Map.of("HARBOR_URL", "https://harbor.example"));

    assertThat(said.lines(StartTest::isFault))
        .extracting(line -> line.field("variable"))
        .containsExactlyInAnyOrder("HARBOR_ROBOT_USERNAME", "HARBOR_ROBOT_PASSWORD");
  }

  @Test
  void namesAllFaultsOfAStartTogetherAndQuotesNoValue() {
    ServiceOutput said =
        refused(
            Map.of(
                "PORT", "canary-port",
                "REQUEST_DEADLINE", "canary-deadline",
                "APPENV_REQUIRED_APPROVALS", "9",
                "GITHUB_API_URL", "canary://url",
                "HARBOR_ROTATION", "canary-rotation",
                "GITHUB_TOKEN_FILE", "/nowhere/at/all",
                "LOG_LEVEL", "loud"));

    assertThat(said.lines(StartTest::isFault))
        .extracting(line -> line.field("variable"))
        .contains(
            "PORT",
            "REQUEST_DEADLINE",
            "APPENV_REQUIRED_APPROVALS",
            "GITHUB_API_URL",
            "HARBOR_ROTATION",
            "LOG_LEVEL")
        .anyMatch(variable -> variable.startsWith("GITHUB_TOKEN"));
    assertThat(said.text()).doesNotContain("canary");
  }

  @Test
  void namesTheVariableThatOpenTelemetryRefuses() {
    ServiceOutput said =
        refused(
            Map.of(
                "OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1",
                "OTEL_TRACES_SAMPLER", "canary"));

    assertThat(said.lines(StartTest::isFault))
        .extracting(line -> line.field("variable"))
        .containsExactly("OTEL_TRACES_SAMPLER");
    assertThat(said.text()).doesNotContain("canary");
  }

  @Test
  void rotatesNothingWhenTheBindingsCouldNotBeTold() {
    try (Platform platform = Platform.start(Map.of("SECRET_BINDINGS_UPDATE_ENDPOINT", ""))) {
      String id = name("robot");
      platform.systems().harbor().robot(id, "Before-It-Was-1");
      Answer answer = platform.engine().post("/secrets/bindings/update", secret(id));

      assertNotConfigured(answer, "secret_bindings");
      assertThat(platform.systems().harbor().secretWritesTo(id)).isEmpty();
    }
  }

  @Test
  void readsSecretsFromFilesAndAgainWhenTheyChange(@TempDir Path folder) throws IOException {
    Path token = Files.writeString(folder.resolve("token"), "first-token\n");
    try (ServiceProcess service =
            ServiceProcess.start(Map.of("INTERNAL_AUTH_TOKEN_FILE", token.toString()));
        Caller caller = Caller.of(service.uri())) {
      assertThat(caller.withToken("first-token").post("/appenv/secrets", "{}").status())
          .isEqualTo(400);
      assertThat(caller.withToken("second-token").post("/appenv/secrets", "{}").status())
          .isEqualTo(401);
      Files.writeString(token, "second-token\n");

      Patience.until(
          Platform.SOON,
          "the new token is valid",
          () -> caller.withToken("second-token").post("/appenv/secrets", "{}").status() == 400);
    }
  }

  @Test
  void warnsOfAVariableThatItDoesNotKnow() {
    try (ServiceProcess service =
        ServiceProcess.start(Map.of("GITHUB_TOKN", "x", "HARBOR_URI", "http://x"))) {
      assertThat(service.output().lines(line -> line.field("level").equals("WARN")))
          .extracting(LogLine::message)
          .anyMatch(text -> text.contains("GITHUB_TOKN") && text.contains("GITHUB_TOKEN"))
          .anyMatch(text -> text.contains("HARBOR_URI") && text.contains("HARBOR_URL"));
    }
  }

  @Test
  void saysWhichAddressItCannotListenOn() {
    try (ServiceProcess first = ServiceProcess.start(Map.of());
        ServiceProcess second =
            ServiceProcess.launch(Map.of("PORT", Integer.toString(first.port())))) {
      assertThat(second.waitFor(Platform.SOON)).isEqualTo(1);
      assertThat(second.output().lines(StartTest::isFault).getLast().message())
          .startsWith("cannot listen on 127.0.0.1:" + first.port() + ": ")
          .contains("already in use");
      assertThat(second.output().violations()).isEmpty();
    }
  }

  @Test
  void leavesNoTemporaryFilesBehindWhenItIsKilled(@TempDir Path temporary) {
    try (ServiceProcess service =
        ServiceProcess.start(Map.of("JAVA_OPTS", "-Djava.io.tmpdir=" + temporary))) {
      service.kill();

      assertThat(temporary).isEmptyDirectory();
    }
  }

  private static ServiceOutput refused(Map<String, String> settings) {
    try (ServiceProcess service = ServiceProcess.launch(settings)) {
      assertThat(service.waitFor(Platform.SOON)).isEqualTo(BAD_SETTINGS);
      assertThat(service.output().violations()).isEmpty();
      return service.output();
    }
  }

  /** What lies in its data folder may be of the time before it had the database. */
  @Test
  void aJournalInADatabaseIsNotBackedUpFromTheDataFolder(@TempDir Path folder) throws IOException {
    Path data = Files.createDirectory(folder.resolve("data"));
    try (ServiceProcess former = ServiceProcess.start(Map.of("DATA_DIR", data.toString()))) {
      assertThat(former.port()).isPositive();
    }
    Path copy = folder.resolve("copy.db");

    try (ServiceProcess backup =
        ServiceProcess.launch(
            Map.of(
                "DATA_DIR",
                data.toString(),
                "DATABASE_URL",
                "postgresql://database.invalid/journal",
                "JOURNAL_KEY",
                "a:" + "A".repeat(43) + "="),
            "backup",
            copy.toString())) {
      assertThat(backup.waitFor(Platform.SOON)).isEqualTo(1);
      assertThat(backup.output().lines(StartTest::isFault).getLast().message())
          .contains("DATABASE_URL");
    }
    assertThat(copy).doesNotExist();
  }

  @Test
  void anOlderJavaIsNamed(@TempDir Path folder) throws Exception {
    Path java = Files.createDirectory(folder.resolve("bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\nexit 0\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    Files.writeString(folder.resolve("release"), "JAVA_VERSION=\"17.0.12\"\n");

    // There is no log without a Java that writes it, so this stands on standard error.
    var builder = new ProcessBuilder(Distribution.fromSystemProperty().launcher().toString());
    builder.environment().put("JAVA_HOME", folder.toString());
    Process launcher = builder.start();
    String said = new String(launcher.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(said).contains(java + " is Java 17");
    assertThat(launcher.waitFor()).isEqualTo(1);
  }

  private static boolean isFault(LogLine line) {
    return line.field("level").equals("ERROR");
  }

  private static void assertNotConfigured(Answer answer, String subject) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(500);
    assertThat(answer.code()).isEqualTo(subject + "_not_configured");
    assertThat(answer.json().path("retryable").asBoolean()).isTrue();
  }
}
