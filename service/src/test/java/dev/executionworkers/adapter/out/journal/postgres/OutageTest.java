package dev.executionworkers.adapter.out.journal.postgres;

import static dev.executionworkers.adapter.out.journal.Asked.SUCCESS;
import static dev.executionworkers.adapter.out.journal.Asked.begin;
import static dev.executionworkers.adapter.out.journal.Asked.ending;
import static dev.executionworkers.adapter.out.journal.Asked.finish;
import static dev.executionworkers.adapter.out.journal.Asked.provision;
import static dev.executionworkers.adapter.out.journal.Asked.rotate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.executionworkers.adapter.out.journal.StoredEvent;
import dev.executionworkers.bootstrap.Patience;
import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.port.out.Journal.Aftercare;
import dev.executionworkers.port.out.Journal.Claim;
import dev.executionworkers.port.out.Journal.Claim.Begun;
import dev.executionworkers.port.out.Journal.Intent;
import dev.executionworkers.port.out.Journal.Renewal;
import dev.executionworkers.port.out.JournalUnavailableException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was committed is known to be, even if the answer was lost; and an outage passes. */
class OutageTest {
  private TreacherousProxy proxy;
  private PostgresJournal journal;

  @BeforeEach
  void open() throws IOException {
    TestDatabase.openEmpty().close();
    proxy = new TreacherousProxy(TestDatabase.port());
    PostgresConfig config = TestDatabase.config(proxy.port());
    journal =
        TestDatabase.open(
            new PostgresConfig(
                config.url(),
                2,
                config.retention(),
                config.keys(),
                config.clock(),
                Optional.of(
                    event -> new StoredEvent(event.execution().value(), event.subject(), "{}"))));
  }

  @AfterEach
  void close() throws IOException {
    journal.close();
    proxy.close();
  }

  @Test
  void aBeginningWhoseAnswerWasLostIsOurs() {
    proxy.loseNextCommitsAnswer();
    Intent intent = provision("e1");

    Begun begun = begin(journal, intent);

    assertThat(proxy.hasLostIt()).isTrue();
    assertThat(begun.lease().execution()).isEqualTo(intent.proposed());
    assertThat(begun.effectInDoubt()).isFalse();
    journal.record(begun.lease(), "step", "1");
    finish(journal, begun, intent, SUCCESS);
    assertThat(TestDatabase.update("DELETE FROM execution")).isEqualTo(1);
  }

  @Test
  void aBeginningInALaneWhoseAnswerWasLostKeepsItsGeneration() {
    proxy.loseNextCommitsAnswer();

    Begun begun = begin(journal, rotate("ci", "robot"));

    assertThat(begun.generation())
        .isPositive()
        .isEqualTo(TestDatabase.number("SELECT generation FROM lane"));
  }

  @Test
  void aTakeoverWhoseAnswerWasLostIsOurs() {
    Begun first = begin(journal, provision("e1"));
    journal.release(first.lease());
    proxy.loseNextCommitsAnswer();

    Begun second = begin(journal, provision("e1"));

    assertThat(proxy.hasLostIt()).isTrue();
    assertThat(second.lease().execution()).isEqualTo(first.lease().execution());
    assertThat(second.effectInDoubt()).isTrue();
    journal.record(second.lease(), "step", "1");
  }

  @Test
  void everyOtherWriteWhoseAnswerWasLostIsDoneOnce() {
    Intent intent = rotate("ci", "robot");
    Begun begun = begin(journal, intent);

    proxy.loseNextCommitsAnswer();
    journal.record(begun.lease(), "step", "1");
    assertThat(proxy.hasLostIt()).isTrue();
    proxy.loseNextCommitsAnswer();
    journal.seal(begun.lease(), "slot", Secret.of("hunter2"));
    proxy.loseNextCommitsAnswer();
    assertThat(journal.renew(begun.lease(), Duration.ofMinutes(10))).isEqualTo(Renewal.HELD);
    assertThat(journal.recall(begun.lease(), "step")).contains("1");
    assertThat(journal.unseal(begun.lease(), "slot")).contains(Secret.of("hunter2"));

    Instant due = Instant.now();
    proxy.loseNextCommitsAnswer();
    journal.finish(begun.lease(), ending(begun, intent, SUCCESS, Optional.of(due)));
    assertThat(proxy.hasLostIt()).isTrue();
    assertThat(TestDatabase.number("SELECT count(*) FROM outbox")).isEqualTo(1);

    proxy.loseNextCommitsAnswer();
    Aftercare care = journal.lookAfter(begun.lease().execution(), due).orElseThrow();
    proxy.loseNextCommitsAnswer();
    journal.lookedAfter(care.begun().lease(), Optional.empty());
    assertThat(proxy.hasLostIt()).isTrue();
    assertThat(TestDatabase.number("SELECT count(*) FROM sealed_secret")).isZero();
  }

  @Test
  void anEndWhoseAnswerWasLostInAnOutageIsKnownAfterIt() {
    Intent intent = provision("e1");
    Begun begun = begin(journal, intent);
    proxy.loseNextCommitsAnswerAndGoDown();

    assertThatThrownBy(() -> finish(journal, begun, intent, SUCCESS))
        .isInstanceOf(JournalUnavailableException.class);
    assertThat(journal.writable()).isFalse();
    proxy.comeBack();
    Patience.until(journal::writable);

    finish(journal, begun, intent, SUCCESS);
    assertThat(TestDatabase.number("SELECT count(*) FROM outbox")).isEqualTo(1);
  }

  @Test
  void aBeginningWhoseAnswerWasLostInAnOutageIsTakenUpAfterIt() {
    Intent intent = provision("e1");
    proxy.loseNextCommitsAnswerAndGoDown();

    assertThatThrownBy(() -> journal.claim(intent)).isInstanceOf(JournalUnavailableException.class);
    proxy.comeBack();
    Patience.until(journal::writable);

    Claim claim = journal.claim(intent);
    assertThat(claim).isInstanceOf(Begun.class);
    assertThat(TestDatabase.number("SELECT count(*) FROM execution")).isEqualTo(1);
  }

  @Test
  void whileTheDatabaseIsAwayItSaysSoAndAfterwardsAllGoesOn() {
    Intent intent = provision("e1");
    Begun begun = begin(journal, intent);
    proxy.goDown();
    long start = System.nanoTime();

    assertThatThrownBy(() -> journal.claim(provision("e2")))
        .isInstanceOf(JournalUnavailableException.class);
    assertThatThrownBy(() -> journal.record(begun.lease(), "step", "1"))
        .isInstanceOf(JournalUnavailableException.class);
    assertThatThrownBy(() -> journal.orphans(1)).isInstanceOf(JournalUnavailableException.class);
    assertThat(journal.writable()).isFalse();
    // Each well below a request's deadline of twelve seconds, on a machine however busy.
    assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(36));

    proxy.comeBack();
    Patience.until(journal::writable);

    journal.record(begun.lease(), "step", "1");
    finish(journal, begun, intent, SUCCESS);
    begin(journal, provision("e2"));
  }

  @Test
  void whereAllConnectionsAreTakenTheDatabaseIsBusyAndNotAway() {
    PostgresConfig config = TestDatabase.config(TestDatabase.port());
    PostgresConfig single =
        new PostgresConfig(
            config.url(), 1, config.retention(), config.keys(), config.clock(), Optional.empty());
    try (Connections connections = Connections.open(single, _ -> {})) {
      boolean writable =
          connections.run((taken, _) -> {
            assertThatThrownBy(() -> connections.run((another, _) -> true))
                .isInstanceOf(JournalUnavailableException.class);
            return connections.isWritable();
          });

      assertThat(writable).isTrue();
    }
  }
}
