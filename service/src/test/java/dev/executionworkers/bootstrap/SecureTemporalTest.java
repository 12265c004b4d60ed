package dev.executionworkers.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.adapter.in.temporal.Certificates;
import dev.executionworkers.adapter.in.temporal.TemporalWorker;
import dev.executionworkers.adapter.out.telemetry.log.CapturedLog;
import dev.executionworkers.bootstrap.TemporalStage.Running;
import dev.executionworkers.simulators.temporal.ActivityCall;
import dev.executionworkers.simulators.temporal.SecureDoor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Temporal server that is not open to everybody. */
class SecureTemporalTest {
  private static final ActivityCall PROVISION =
      ActivityCall.of("ProvisionSecrets", "{\"applicationEnvironmentId\":\"shop\"}");

  @TempDir static Path certificates;
  private static Certificates theirs;
  private static Certificates ours;
  private static Certificates strange;

  @TempDir Path folder;

  private final TemporalStage stage = new TemporalStage();

  @BeforeAll
  static void makeCertificates() {
    theirs = Certificates.make(certificates, "temporal");
    ours = Certificates.make(certificates, "worker");
    strange = Certificates.make(certificates, "strange");
  }

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void servesAClusterThatAsksForItsCertificate() {
    try (SecureDoor door = mutual();
        Running service = TemporalStage.start(settings(door, ours))) {
      assertThat(stage.engine.start(PROVISION).results()).hasSize(1);
      Patience.until(() -> service.get("/readyz").body().equals("ok\ntemporal: connected\n"));
    }
  }

  @Test
  void tellsThatItsCertificateIsNotAccepted() throws IOException {
    try (var log = new CapturedLog(TemporalWorker.class.getName());
        SecureDoor door = mutual();
        Running service = TemporalStage.start(settings(door, strange))) {
      Patience.until(() -> isTold(log, "alert"));

      assertThat(service.get("/readyz").body()).isEqualTo("ok\ntemporal: away\n");
      assertThat(log.text()).doesNotContain(Files.readAllLines(strange.key()).get(1));
    }
  }

  @Test
  void tellsThatItDoesNotAcceptTheirs() {
    try (var log = new CapturedLog(TemporalWorker.class.getName());
        SecureDoor door = mutual()) {
      Map<String, String> settings = settings(door, ours);
      settings.put("EXTRA_CA_FILE", strange.certificate().toString());
      try (Running service = TemporalStage.start(settings)) {
        Patience.until(() -> isTold(log, "certification path"));

        assertThat(service.get("/readyz").body()).isEqualTo("ok\ntemporal: away\n");
      }
    }
  }

  @Test
  void showsTheApiKeyThatIsInItsFileNow() throws IOException {
    Path key = Files.writeString(folder.resolve("api-key"), "canary-of-yesterday");
    try (var log = new CapturedLog(TemporalWorker.class.getName());
        SecureDoor door =
            SecureDoor.forApiKey(
                stage.server, theirs.certificate(), theirs.key(), "canary-of-today")) {
      Map<String, String> settings = settings(door);
      settings.put("TEMPORAL_API_KEY_FILE", key.toString());
      try (Running service = TemporalStage.start(settings)) {
        Patience.until(() -> log.text().contains("UNAUTHENTICATED"));
        assertThat(service.get("/readyz").body()).isEqualTo("ok\ntemporal: away\n");

        Files.writeString(key, "canary-of-today");

        assertThat(stage.engine.start(PROVISION).results()).hasSize(1);
        Patience.until(() -> service.get("/readyz").body().equals("ok\ntemporal: connected\n"));
        assertThat(door.namespaces()).containsExactly("default");
        assertThat(log.text()).doesNotContain("canary");
      }
    }
  }

  private static boolean isTold(CapturedLog log, String reason) {
    return log.lines().stream()
        .filter(line -> line.get("message").asString().startsWith("Temporal cannot be used"))
        .map(line -> line.get("reason").asString().toLowerCase(Locale.ROOT))
        .anyMatch(why -> why.contains(reason));
  }

  private SecureDoor mutual() {
    return SecureDoor.forCertificate(
        stage.server, theirs.certificate(), theirs.key(), ours.certificate());
  }

  private Map<String, String> settings(SecureDoor door, Certificates client) {
    Map<String, String> settings = settings(door);
    settings.put("TEMPORAL_TLS_CERT_FILE", client.certificate().toString());
    settings.put("TEMPORAL_TLS_KEY_FILE", client.key().toString());
    return settings;
  }

  private Map<String, String> settings(SecureDoor door) {
    Map<String, String> settings = stage.settings(folder.resolve("data"));
    settings.put("TEMPORAL_HOST", door.target());
    settings.put("EXTRA_CA_FILE", theirs.certificate().toString());
    return settings;
  }
}
