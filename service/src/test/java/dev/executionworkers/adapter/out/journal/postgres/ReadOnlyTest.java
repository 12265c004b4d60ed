package dev.executionworkers.adapter.out.journal.postgres;

import static dev.executionworkers.adapter.out.journal.Asked.begin;
import static dev.executionworkers.adapter.out.journal.Asked.provision;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.executionworkers.bootstrap.Patience;
import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.port.out.JournalUnavailableException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A server that may only be read: a standby that was reached by mistake, or was the primary once.
 * Here it is one by what it thinks of the role, so that it is another for the next connection.
 */
class ReadOnlyTest {
  private PostgresJournal journal;

  @BeforeEach
  void open() {
    TestDatabase.openEmpty().close();
    TestDatabase.update("CREATE ROLE reader SUPERUSER LOGIN");
    TestDatabase.update("ALTER ROLE reader SET default_transaction_read_only = on");
    String url = "postgresql://reader@127.0.0.1:" + TestDatabase.port() + "/postgres";
    journal = TestDatabase.open(TestDatabase.config(DatabaseUrl.parse(Secret.of(url))));
  }

  @AfterEach
  void close() {
    journal.close();
    TestDatabase.update("DROP ROLE reader");
  }

  @Test
  void isToldOfBeforeAnybodyAsks() {
    Patience.until(() -> !journal.writable());

    assertThatThrownBy(() -> journal.claim(provision("e1")))
        .isInstanceOf(JournalUnavailableException.class);
    assertThat(journal.orphans(10)).as("what may be read is").isEmpty();
    assertThat(journal.writable()).isFalse();
  }

  @Test
  void isLeftForOneThatMayBeWrittenAsSoonAsThereIsOne() {
    Patience.until(() -> !journal.writable());

    TestDatabase.update("ALTER ROLE reader RESET default_transaction_read_only");

    Patience.until(journal::writable);
    begin(journal, provision("e1"));
  }

  @Test
  void givesNobodyTheRightToPublish() {
    assertThat(journal.outbox().mayPublish()).isFalse();

    TestDatabase.update("ALTER ROLE reader RESET default_transaction_read_only");

    assertThat(journal.outbox().mayPublish()).isTrue();
  }
}
