package dev.executionworkers.acceptance;

import static dev.executionworkers.acceptance.Platform.SOON;
import static dev.executionworkers.acceptance.Platform.about;
import static dev.executionworkers.acceptance.Platform.name;
import static dev.executionworkers.acceptance.Platform.secret;
import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.simulators.delegated.Binding;
import dev.executionworkers.simulators.wire.Fault;
import dev.executionworkers.simulators.wire.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup is restored that is older than what has happened to a robot since. */
@Apart
class RestoreTest {
  private static final String UPDATE = "/secrets/bindings/update";

  @TempDir Path folder;

  /**
   * The copy has a rotation that was pending. Since then it was finished, and another one made. To
   * go on with it would put its token back into force and hand it on under its old generation,
   * which the bindings would ignore.
   */
  @Test
  void whatWasPendingInItIsMadeAnewAndTheBindingsHaveTheLiveToken() {
    Path original = folder.resolve("original");
    Path restored = folder.resolve("restored");
    try (ForeignSystems systems = ForeignSystems.start(Platform.CREDENTIALS)) {
      String id = name("restored");
      systems.harbor().robot(id, "Before-It-Was-1");
      Binding before;
      try (ServiceProcess service = start(systems, original);
          Caller engine = Caller.of(service.uri())) {
        systems.delegated().server().faults().always(about(id), unavailable());
        assertThat(engine.post(UPDATE, secret(id)).status()).isEqualTo(503);
        backUp(original, restored);
        systems.delegated().server().faults().clear();
        Patience.until(
            SOON,
            "the rotation is finished",
            () -> engine.post(UPDATE, secret(id)).status() == 202);
        assertThat(engine.with("Idempotency-Key", "another").post(UPDATE, secret(id)).status())
            .isEqualTo(202);
        before = systems.delegated().lastBinding(id).orElseThrow();
        assertThat(before.token()).isEqualTo(systems.harbor().secretOf(id));
      }

      try (ServiceProcess service = start(systems, restored)) {
        Patience.until(
            SOON,
            "the rotation is made anew",
            () -> !systems.delegated().lastBinding(id).orElseThrow().equals(before));
        Binding after = systems.delegated().lastBinding(id).orElseThrow();
        assertThat(after.generation()).isGreaterThan(before.generation());
        assertThat(after.token()).isEqualTo(systems.harbor().secretOf(id));
        assertThat(systems.harbor().secretsOf(id)).doesNotHaveDuplicates();
        assertThat(systems.delegated().ignoredBindings()).isEmpty();
        service
            .output()
            .await(SOON, "a line about it", line -> line.message().contains("made anew"));
      }
    }
  }

  private static ServiceProcess start(ForeignSystems systems, Path data) {
    var settings = new HashMap<>(systems.settings());
    settings.put("DATA_DIR", data.toString());
    settings.put("REQUEST_DEADLINE", "1s");
    settings.put("SHUTDOWN_GRACE", "5s");
    return ServiceProcess.start(settings);
  }

  private static void backUp(Path data, Path target) {
    try (ServiceProcess backup =
        ServiceProcess.launch(
            Map.of("DATA_DIR", data.toString()),
            "backup",
            made(target).resolve("journal.db").toString())) {
      assertThat(backup.waitFor(SOON)).isZero();
    }
  }

  private static Path made(Path folder) {
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Fault unavailable() {
    return new Fault.Answer(Reply.empty(503));
  }
}
