package dev.executionworkers.adapter.out.journal.sqlite;

import static dev.executionworkers.adapter.out.journal.Asked.SUCCESS;
import static dev.executionworkers.adapter.out.journal.Asked.begin;
import static dev.executionworkers.adapter.out.journal.Asked.ending;
import static dev.executionworkers.adapter.out.journal.Asked.finish;
import static dev.executionworkers.adapter.out.journal.Asked.rotate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.executionworkers.adapter.out.journal.seal.JournalKeys;
import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.port.out.Journal.Claim.Begun;
import dev.executionworkers.port.out.Journal.Intent;
import dev.executionworkers.port.out.UnopenedSecretException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A secret is in no file in clear, and once it is shredded not even sealed. */
class SqliteSecrecyTest {
  private static final String MARKED = "CANARY-4711-not-to-be-found";

  @TempDir Path folder;

  @Test
  void aSealedSecretIsInNoFileInClear() {
    try (SqliteJournal journal = SqliteJournals.open(folder)) {
      Begun begun = begin(journal, rotate("ci", "robot"));
      journal.seal(begun.lease(), "token", Secret.of(MARKED));

      assertThat(journal.unseal(begun.lease(), "token")).contains(Secret.of(MARKED));
      assertThat(filesWith(MARKED)).isEmpty();
    }
    assertThat(filesWith(MARKED)).isEmpty();
  }

  /** The search can fail: what is not sealed is found. */
  @Test
  void whatIsNotSealedIsFound() {
    try (SqliteJournal journal = SqliteJournals.open(folder)) {
      Begun begun = begin(journal, rotate("ci", "robot"));
      journal.record(begun.lease(), "step", MARKED);

      assertThat(filesWith(MARKED)).isNotEmpty();
    }
  }

  @Test
  void aShreddedSecretIsSoonInNoFileEvenSealed() throws SQLException {
    List<String> sealed = new ArrayList<>();
    try (SqliteJournal journal = SqliteJournals.open(folder)) {
      for (int number = 0; number < 30; number++) {
        Intent intent = rotate("ci" + number, "robot" + number);
        Begun begun = begin(journal, intent);
        journal.seal(begun.lease(), "token", Secret.of(MARKED + number));
        sealed.addAll(sealedTexts());
        finish(journal, begun, intent, SUCCESS);
      }
      assertThat(sealed).hasSizeGreaterThanOrEqualTo(30);

      awaitGone(sealed);
    }
    assertThat(sealed).allSatisfy(text -> assertThat(filesWith(text)).isEmpty());
  }

  @Test
  void whatIsLookedAfterForTheLastTimeIsShredded() throws SQLException {
    List<String> sealed;
    try (SqliteJournal journal = SqliteJournals.open(folder)) {
      Intent intent = rotate("ci", "robot");
      Begun begun = begin(journal, intent);
      journal.seal(begun.lease(), "token", Secret.of(MARKED));
      Instant due = Instant.now();
      journal.finish(begun.lease(), ending(begun, intent, SUCCESS, Optional.of(due)));
      sealed = sealedTexts();
      assertThat(sealed).hasSize(1);

      var care = journal.lookAfter(begun.lease().execution(), due).orElseThrow();
      journal.lookedAfter(care.begun().lease(), Optional.empty());

      awaitGone(sealed);
    }
  }

  @Test
  void aNewPrimaryKeySealsAnewWhatIsLive() throws SQLException {
    Begun begun;
    List<String> before;
    try (SqliteJournal journal = SqliteJournals.open(folder)) {
      begun = begin(journal, rotate("ci", "robot"));
      journal.seal(begun.lease(), "token", Secret.of(MARKED));
      before = sealedTexts();
    }

    try (SqliteJournal journal = open("2", "1")) {
      assertThat(unsealed(journal)).contains(Secret.of(MARKED));
      awaitGone(before);
    }
    try (SqliteJournal journal = open("2")) {
      assertThat(unsealed(journal)).contains(Secret.of(MARKED));
    }
  }

  @Test
  void aMissingKeyIsNamedAndTheRecordKeptUntilItIsBack() {
    try (SqliteJournal journal = SqliteJournals.open(folder)) {
      Begun begun = begin(journal, rotate("ci", "robot"));
      journal.seal(begun.lease(), "token", Secret.of(MARKED));
    }

    try (SqliteJournal journal = open("2")) {
      assertThat(journal.writable()).isTrue();
      assertThatThrownBy(() -> unsealed(journal))
          .isInstanceOf(UnopenedSecretException.class)
          .hasMessageContaining("'1'");
      assertThat(journal.writable()).isTrue();
    }
    try (SqliteJournal journal = open("2", "1")) {
      assertThat(unsealed(journal)).contains(Secret.of(MARKED));
    }
  }

  /** As a new key file has, where the old one was lost. */
  @Test
  void anotherKeyOfTheSameIdKeepsNobodyFromStarting() {
    try (SqliteJournal journal = SqliteJournals.open(folder)) {
      Begun begun = begin(journal, rotate("ci", "robot"));
      journal.seal(begun.lease(), "token", Secret.of(MARKED));
    }
    String other = Base64.getEncoder().encodeToString(new byte[32]);
    JournalKeys keys = JournalKeys.parse("the test", Secret.of("2:" + other + ",1:" + other));

    try (SqliteJournal journal = SqliteJournals.open(SqliteJournals.config(folder, keys))) {
      assertThatThrownBy(() -> unsealed(journal)).isInstanceOf(UnopenedSecretException.class);
    }
    try (SqliteJournal journal = open("1")) {
      assertThat(unsealed(journal)).contains(Secret.of(MARKED));
    }
  }

  private SqliteJournal open(String... keys) {
    return SqliteJournals.open(SqliteJournals.config(folder, SqliteJournals.keys(keys)));
  }

  private static Optional<Secret> unsealed(SqliteJournal journal) {
    Begun begun = begin(journal, rotate("ci", "robot"));
    return journal.unseal(begun.lease(), "token");
  }

  private List<String> sealedTexts() throws SQLException {
    List<String> texts = new ArrayList<>();
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("journal.db"));
        ResultSet rows =
            connection.createStatement().executeQuery("SELECT sealed FROM sealed_secret")) {
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
    }
    return texts;
  }

  private void awaitGone(List<String> texts) {
    long giveUp = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (texts.stream().anyMatch(text -> !filesWith(text).isEmpty())
        && System.nanoTime() < giveUp) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }
    assertThat(texts).allSatisfy(text -> assertThat(filesWith(text)).isEmpty());
  }

  private List<Path> filesWith(String text) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> contains(file, text)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean contains(Path file, String text) {
    try {
      String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
      return bytes.contains(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
