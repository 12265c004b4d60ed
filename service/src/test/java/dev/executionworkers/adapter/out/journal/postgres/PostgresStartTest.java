package dev.executionworkers.adapter.out.journal.postgres;

import static dev.executionworkers.adapter.out.journal.Asked.begin;
import static dev.executionworkers.adapter.out.journal.Asked.provision;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.executionworkers.adapter.out.journal.JournalStartException;
import dev.executionworkers.adapter.out.journal.sql.Schema;
import dev.executionworkers.domain.command.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresStartTest {

  @Test
  void aDatabaseThatForgetsIsRefused() {
    TestDatabase.openEmpty().close();
    TestDatabase.update("ALTER ROLE postgres SET synchronous_commit = off");
    try {
      refuses(TestDatabase.config(TestDatabase.port()), "synchronous_commit=off");
    } finally {
      TestDatabase.update("ALTER ROLE postgres RESET synchronous_commit");
    }
  }

  @Test
  void aDatabaseOfANewerVersionIsLeftAlone() {
    TestDatabase.openEmpty().close();
    TestDatabase.update(
        "INSERT INTO flyway_schema_history (installed_rank, version, description, type, script,"
            + " installed_by, execution_time, success)"
            + " VALUES (99, '99', 'later', 'SQL', 'V99.sql', '', 0, true)");
    try {
      refuses(TestDatabase.config(TestDatabase.port()), "newer version");
    } finally {
      TestDatabase.update("DELETE FROM flyway_schema_history WHERE installed_rank = 99");
    }
  }

  @Test
  void aDatabaseThatCannotBeReachedIsNamedWithoutItsPassword() throws IOException {
    int port;
    try (ServerSocket unused = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = unused.getLocalPort();
    }

    assertThatThrownBy(() -> PostgresJournal.open(TestDatabase.config(port), _ -> {}).close())
        .isInstanceOf(JournalStartException.class)
        .hasMessageContaining("127.0.0.1:" + port)
        .hasMessageNotContaining("postgres:postgres");
  }

  /** The server of these tests lets anyone in, whatever the password. */
  @Test
  void saysWhatKeepsItFromTheDatabase() {
    int port = TestDatabase.port();
    refuses(TestDatabase.config(TestDatabase.url(port, "absent")), "(SQLState 3D000)");
    refuses(
        TestDatabase.config(
            DatabaseUrl.parse(Secret.of("postgresql://absent@127.0.0.1:" + port + "/postgres"))),
        "(SQLState 28000)");
    refuses(TestDatabase.config(TestDatabase.url(1, "postgres")), "(ConnectException)");
    refuses(
        TestDatabase.config(
            DatabaseUrl.parse(Secret.of("postgresql://me@absent.invalid/postgres"))),
        "(UnknownHostException)");
  }

  @Test
  void migratesOnce() {
    TestDatabase.openEmpty().close();
    TestDatabase.open().close();

    assertThat(TestDatabase.number("SELECT count(*) FROM flyway_schema_history WHERE success"))
        .isEqualTo(Schema.VERSION);
  }

  @Test
  void usesTheOptionsOfItsUrlForAllConnections() {
    TestDatabase.update("CREATE SCHEMA apart");
    String url =
        "postgresql://postgres@127.0.0.1:"
            + TestDatabase.port()
            + "/postgres?options=-c%20search_path=apart";
    try (PostgresJournal journal =
        TestDatabase.open(TestDatabase.config(DatabaseUrl.parse(Secret.of(url))))) {
      begin(journal, provision("e1"));

      assertThat(TestDatabase.number("SELECT count(*) FROM apart.execution")).isEqualTo(1);
    } finally {
      TestDatabase.update("DROP SCHEMA apart CASCADE");
    }
  }

  @Test
  void tellsOfItsCommits() {
    TestDatabase.openEmpty().close();
    List<Long> commits = new CopyOnWriteArrayList<>();
    try (PostgresJournal journal =
        PostgresJournal.open(TestDatabase.config(TestDatabase.port()), commits::add)) {
      int before = commits.size();
      begin(journal, provision("e1"));

      assertThat(commits).hasSizeGreaterThan(before).allMatch(nanos -> nanos > 0);
    }
  }

  @Test
  void readsUrlsAsTheyAreWritten() {
    DatabaseUrl url =
        DatabaseUrl.parse(
            Secret.of(
                "postgresql://us%40er:p%3Aa+%2Fss@db.example:6432/jour%20nal?sslmode=require"));

    assertThat(url.jdbcUrl())
        .isEqualTo("jdbc:postgresql://db.example:6432/jour%20nal?sslmode=require");
    assertThat(url.user()).contains("us@er");
    assertThat(url.password()).contains(Secret.of("p:a+/ss"));
    assertThat(url.toString()).doesNotContain("ss@").doesNotContain("sslmode");
  }

  @Test
  void userPasswordAndPortMayBeLeftOut() {
    DatabaseUrl bare = DatabaseUrl.parse(Secret.of("postgres://db/journal"));
    DatabaseUrl withUser = DatabaseUrl.parse(Secret.of("postgres://me@[::1]/journal"));

    assertThat(bare.jdbcUrl()).isEqualTo("jdbc:postgresql://db/journal");
    assertThat(bare.user()).isEmpty();
    assertThat(withUser.user()).contains("me");
    assertThat(withUser.password()).isEmpty();
    assertThat(withUser.jdbcUrl()).isEqualTo("jdbc:postgresql://[::1]/journal");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hunter2",
        "mysql://u:hunter2@h/db",
        "postgresql://u:hunter2@h",
        "postgresql://u:hunter2@h/",
        "postgresql:///db?password=hunter2",
        "postgresql://u:hunter2 with blank@h/db"
      })
  void whatIsNoUrlIsRefusedWithoutQuotingIt(String text) {
    assertThatThrownBy(() -> DatabaseUrl.parse(Secret.of(text)))
        .isInstanceOf(JournalStartException.class)
        .hasMessageContaining("DATABASE_URL")
        .hasMessageNotContaining("hunter2");
  }

  private static void refuses(PostgresConfig config, String why) {
    assertThatThrownBy(() -> PostgresJournal.open(config, _ -> {}).close())
        .isInstanceOf(JournalStartException.class)
        .hasMessageContaining(why);
  }
}
