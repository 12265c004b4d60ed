package dev.executionworkers.acceptance;

import static dev.executionworkers.acceptance.CanaryLife.CREDENTIALS;
import static dev.executionworkers.acceptance.Platform.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.simulators.wire.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Marked secrets go through every operation, every kind of failure and a SIGKILL in the middle of a
 * rotation, and are then looked for wherever the service writes, sends or answers anything.
 *
 * <p>That after a rotation's last proof not even the sealed token is left in the files is shown by
 * {@code SqliteSecrecyTest} of the service.
 */
@Apart
class CanaryTest {
  private static final String JOURNAL_KEY = "Canary-journal-key-0123456789abc";
  private static final String KEY_FILE = "data/journal.key";

  /** What blocks a provider for long comes last. */
  private static final List<Integer> STATUSES =
      List.of(302, 400, 401, 404, 409, 412, 422, 500, 503, 403, 429);

  private static final List<Fault> BREAKDOWNS =
      List.of(
          new Fault.Garbage(),
          new Fault.EffectThenReset(),
          new Fault.HalfAnswer(),
          new Fault.CloseBefore());

  @TempDir Path folder;

  private CanaryLife life;

  @BeforeEach
  void begin() {
    life = new CanaryLife(folder, new Embedded());
  }

  @AfterEach
  void close() {
    life.close();
  }

  @Test
  void noSecretIsAnywhereWithOurTokensAndAGivenKey() throws IOException {
    String key = "canary:" + base64(JOURNAL_KEY);
    LeakSearch search = life.liveThrough(Map.of("JOURNAL_KEY", key), STATUSES, BREAKDOWNS);
    Map<String, String> secrets = life.secrets();
    secrets.put("journal key", JOURNAL_KEY);

    assertThat(search.places())
        .contains("log", "metrics", "spans", "events", "answers", "ledger", "backup/journal.db")
        .contains("data/journal.db", "data/journal.db-wal when killed");
    assertThat(search.leaks(secrets)).isEmpty();
    Map<String, String> bearer = Map.of("delegated token", CREDENTIALS.bearer());
    for (String place : search.places()) {
      assertThat(search.planting(place, CREDENTIALS.bearer()).leaks(bearer))
          .extracting(LeakSearch.Leak::place)
          .containsOnly(place);
    }
  }

  @Test
  void noSecretIsAnywhereWithServerMadeTokensAndAKeyOfOurMaking() throws IOException {
    LeakSearch search =
        life.liveThrough(
            Map.of("HARBOR_ROTATION", "replace"),
            List.of(401, 422, 503),
            List.of(new Fault.EffectThenReset()));
    String file = Files.readString(folder.resolve(KEY_FILE), StandardCharsets.US_ASCII).strip();
    Map<String, String> key = Map.of("journal key", file.substring(file.indexOf(':') + 1));

    assertThat(search.places()).contains(KEY_FILE, KEY_FILE + " when killed");
    assertThat(search.leaks(life.secrets())).isEmpty();
    assertThat(search.without(KEY_FILE).without(KEY_FILE + " when killed").leaks(key)).isEmpty();
    assertThat(search.leaks(key)).extracting(LeakSearch.Leak::place).contains(KEY_FILE);
  }

  /** The journal is in the data folder, and a backup is made of it. */
  private final class Embedded implements CanaryLife.Journal {
    @Override
    public Map<String, String> settings() {
      return Map.of();
    }

    @Override
    public void isInUse(CanaryLife inUse) {
      Map<String, String> settings = Map.of("DATA_DIR", inUse.data().toString());
      try (ServiceProcess backup =
          ServiceProcess.launch(settings, "backup", backupFolder() + "/journal.db")) {
        assertThat(backup.waitFor(SOON)).isZero();
        inUse.heard(backup);
      }
    }

    private Path backupFolder() {
      try {
        return Files.createDirectories(folder.resolve("backup"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void isLeft(LeakSearch search) {
      search.inFiles(folder.resolve("data"), "data/", " when killed");
    }

    @Override
    public void isLeftForGood(LeakSearch search) {}
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
