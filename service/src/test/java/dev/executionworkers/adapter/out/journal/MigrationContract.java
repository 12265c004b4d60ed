package dev.executionworkers.adapter.out.journal;

import static dev.executionworkers.adapter.out.journal.Asked.SUCCESS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.executionworkers.adapter.out.journal.seal.JournalKeys;
import dev.executionworkers.adapter.out.journal.sql.Schema;
import dev.executionworkers.domain.command.ExecutionId;
import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.domain.command.SecretId;
import dev.executionworkers.domain.command.UpdateSecretBindings;
import dev.executionworkers.port.out.Journal.Aftercare;
import dev.executionworkers.port.out.Journal.Claim;
import dev.executionworkers.port.out.Journal.Claim.Begun;
import dev.executionworkers.port.out.Journal.Intent;
import dev.executionworkers.port.out.Journal.Unfinished;
import dev.executionworkers.port.out.Ledger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A journal that an earlier version has left is taken over by this one with all that is in it.
 *
 * <p>For each version of the schema a file {@code journal/V<n>-data.sql} holds the rows that a
 * service of that version has written; it is made when the version is, and not changed after its
 * release. A version without one fails here.
 */
public abstract class MigrationContract {
  private static final Path STORED = Path.of("src/test/resources/journal");

  /** When the stored rows were written. */
  private static final Instant WRITTEN = Instant.parse("2026-01-01T00:00:00Z");

  private static final ExecutionId DONE = new ExecutionId("done");
  private static final ExecutionId PENDING = new ExecutionId("pending");
  private static final ExecutionId ROTATED = new ExecutionId("rotated");

  /** What the stored secrets are sealed with. */
  protected static final JournalKeys KEYS =
      JournalKeys.parse("the test", Secret.of("1:MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTI="));

  protected static final InstantSource CLOCK = () -> WRITTEN.plusSeconds(60);

  static IntStream versions() {
    return IntStream.rangeClosed(1, Schema.VERSION);
  }

  /** An empty database of its own for that version. */
  protected abstract DataSource empty(int version) throws SQLException;

  protected abstract Schema.Dialect dialect();

  /** A journal in the database that was asked for last. */
  protected abstract StoreContract.Store open();

  @ParameterizedTest
  @MethodSource("versions")
  void takesOverWhatEachVersionHasWritten(int version) throws SQLException, IOException {
    DataSource database = empty(version);
    Schema.migrate(database, dialect(), version);
    insert(database, Files.readString(STORED.resolve("V" + version + "-data.sql")));

    StoreContract.Store store = open();
    try (var journal = store.journal()) {
      assertThat(journal.claim(soon(Asked.provision("e1", "k"))))
          .isEqualTo(new Claim.Settled(DONE, SUCCESS));
      assertThat(journal.orphans(10))
          .extracting(Unfinished::execution, Unfinished::command)
          .containsExactly(tuple(PENDING, new UpdateSecretBindings(new SecretId("pending"))));
      Begun pending = Asked.begin(journal, soon(Asked.rotate("pending", "robot-pending")));
      assertThat(pending.lease().execution()).isEqualTo(PENDING);
      assertThat(pending.idempotencyKey()).isEqualTo("outbound-pending");
      assertThat(pending.generation()).isEqualTo(1_767_225_600_002L);
      assertThat(journal.recall(pending.lease(), "look-at-robot")).contains("7 robot$pending");
      assertThat(journal.unseal(pending.lease(), "choose-token")).contains(Secret.of("hunter2"));
      Aftercare care = journal.lookAfter(ROTATED, WRITTEN.plusSeconds(600)).orElseThrow();
      assertThat(care.newest()).isTrue();
      assertThat(care.begun().generation()).isGreaterThan(1_767_225_600_001L);
      assertThat(store.ledger().find(DONE).orElseThrow().line().state())
          .isEqualTo(Ledger.State.SUCCEEDED);
    }
  }

  /** Asked a minute after the rows were written. */
  private static Intent soon(Intent intent) {
    return new Intent(
        intent.proposed(),
        intent.key(),
        intent.command(),
        intent.fingerprint(),
        intent.lane(),
        intent.replay(),
        CLOCK.instant(),
        intent.resumes());
  }

  private static void insert(DataSource database, String script) throws SQLException {
    try (Connection connection = database.getConnection();
        var statement = connection.createStatement()) {
      for (String insertion : script.lines().toList()) {
        statement.executeUpdate(insertion);
      }
    }
  }
}
