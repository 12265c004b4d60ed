package dev.executionworkers.adapter.out.journal.postgres;

import static dev.executionworkers.adapter.out.journal.Asked.SUCCESS;
import static dev.executionworkers.adapter.out.journal.Asked.begin;
import static dev.executionworkers.adapter.out.journal.Asked.ending;
import static dev.executionworkers.adapter.out.journal.Asked.rotate;
import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.port.out.Journal.Aftercare;
import dev.executionworkers.port.out.Journal.Claim.Begun;
import dev.executionworkers.port.out.Journal.Intent;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A secret is in no row in clear, and once it is shredded not even sealed. */
class PostgresSecrecyTest {
  private static final String MARKED = "CANARY-4711-not-to-be-found";
  private static final List<String> TABLES =
      List.of("execution", "lane", "step", "sealed_secret", "outbox", "peer_block");

  @Test
  void aSealedSecretIsInNoRowInClearAndAShreddedOneInNone() throws SQLException {
    try (PostgresJournal journal = TestDatabase.openEmptyWithOutbox()) {
      Intent intent = rotate("ci", "robot");
      Begun begun = begin(journal, intent);
      journal.record(begun.lease(), "look-at-robot", "7 robot$ci");
      journal.seal(begun.lease(), "choose-token", Secret.of(MARKED));
      String sealed = sealedText();
      Instant due = Instant.now();

      assertThat(rows()).contains("robot$ci", sealed).doesNotContain(forms(MARKED));
      journal.finish(begun.lease(), ending(begun, intent, SUCCESS, Optional.of(due)));
      assertThat(rows()).contains(sealed).doesNotContain(forms(MARKED));

      Aftercare care = journal.lookAfter(begun.lease().execution(), due).orElseThrow();
      journal.lookedAfter(care.begun().lease(), Optional.empty());
      assertThat(rows()).contains("robot$ci").doesNotContain(sealed).doesNotContain(forms(MARKED));
    }
  }

  @Test
  void whatIsPlantedInAnyTableIsFound() throws SQLException {
    try (PostgresJournal journal = TestDatabase.openEmptyWithOutbox()) {
      begin(journal, rotate("ci", "robot"));
      TestDatabase.update("UPDATE execution SET failures = '[\"" + MARKED + "\"]'");
      assertThat(rows()).contains(MARKED);
      TestDatabase.update("UPDATE execution SET failures = NULL");
      TestDatabase.update("UPDATE lane SET name = '" + MARKED + "'");
      assertThat(rows()).contains(MARKED);
    }
  }

  private static String[] forms(String secret) {
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    return new String[] {
      secret,
      Base64.getEncoder().withoutPadding().encodeToString(bytes),
      HexFormat.of().formatHex(bytes)
    };
  }

  /** Every row of every table, as PostgreSQL writes it as text. */
  private static String rows() throws SQLException {
    StringBuilder all = new StringBuilder();
    try (Connection connection = TestDatabase.connect();
        var statement = connection.createStatement()) {
      for (String table : TABLES) {
        try (ResultSet rows = statement.executeQuery("SELECT t::text FROM " + table + " t")) {
          while (rows.next()) {
            all.append(rows.getString(1)).append('\n');
          }
        }
      }
    }
    return all.toString();
  }

  private static String sealedText() throws SQLException {
    try (Connection connection = TestDatabase.connect();
        var statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT sealed FROM sealed_secret")) {
      row.next();
      return row.getString(1);
    }
  }
}
