package dev.executionworkers.acceptance;

import static dev.executionworkers.acceptance.CanaryLife.CREDENTIALS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.executionworkers.acceptance.crash.PostgresDatabase;
import dev.executionworkers.simulators.wire.Fault;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same as {@link CanaryTest} with the journal in a PostgreSQL: every row of every table is
 * searched, and what lies on the server's disk: the database's files, and what was written ahead.
 *
 * <p>That a sealed token is in no row after the last proof is shown by {@code PostgresSecrecyTest}
 * of the service. On the server's disk it may stay for a while; the key is never there.
 */
@Apart
class PostgresCanaryTest {
  private static final String JOURNAL_KEY = "Canary-journal-key-0123456789abc";

  @TempDir Path folder;

  @Test
  void noSecretIsInTheDatabaseNorOnItsDisk() {
    assumeTrue(PostgresDatabase.trouble().isEmpty(), PostgresDatabase.trouble());
    String key = Base64.getEncoder().encodeToString(JOURNAL_KEY.getBytes(StandardCharsets.UTF_8));
    try (PostgresDatabase database = PostgresDatabase.create();
        CanaryLife life = new CanaryLife(folder, new Shared(database))) {
      LeakSearch search =
          life.liveThrough(
              Map.of("JOURNAL_KEY", "canary:" + key),
              List.of(401, 422),
              List.of(new Fault.EffectThenReset()));
      Map<String, String> secrets = life.secrets();
      secrets.put("journal key", JOURNAL_KEY);

      assertThat(search.places())
          .contains("log", "metrics", "spans", "events", "answers", "ledger")
          .contains("table execution", "table step", "table sealed_secret", "table outbox")
          .contains("table sealed_secret when killed")
          .anyMatch(place -> place.startsWith("server/base/"))
          .anyMatch(place -> place.startsWith("server/pg_wal/"));
      assertThat(search.leaks(secrets)).isEmpty();
      Map<String, String> bearer = Map.of("delegated token", CREDENTIALS.bearer());
      assertThat(search.planting("table step", CREDENTIALS.bearer()).leaks(bearer))
          .extracting(LeakSearch.Leak::place)
          .containsOnly("table step");
      assertThat(search.leaks(Map.of("what is in clear", "CreateRepository")))
          .extracting(LeakSearch.Leak::place)
          .as("the search reads what the server has written")
          .contains("table execution")
          .anyMatch(place -> place.startsWith("server/base/"))
          .anyMatch(place -> place.startsWith("server/pg_wal/"));
    }
  }

  private record Shared(PostgresDatabase database) implements CanaryLife.Journal {
    @Override
    public Map<String, String> settings() {
      return database.settings();
    }

    @Override
    public void isInUse(CanaryLife life) {}

    @Override
    public void isLeft(LeakSearch search) {
      database.everybodyIsDead();
      tables(search, " when killed");
    }

    @Override
    public void isLeftForGood(LeakSearch search) {
      tables(search, "");
      database.files().forEach((name, bytes) -> search.inBytes("server/" + name, bytes));
    }

    private void tables(LeakSearch search, String when) {
      database.rows().forEach((table, rows) -> search.in("table " + table + when, rows));
    }
  }
}
