package dev.executionworkers.adapter.out.journal.sqlite;

import static dev.executionworkers.adapter.out.journal.Asked.SUCCESS;
import static dev.executionworkers.adapter.out.journal.Asked.begin;
import static dev.executionworkers.adapter.out.journal.Asked.ending;
import static dev.executionworkers.adapter.out.journal.Asked.finish;
import static dev.executionworkers.adapter.out.journal.Asked.provision;
import static dev.executionworkers.adapter.out.journal.Asked.rotate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.port.out.Journal.Aftercare;
import dev.executionworkers.port.out.Journal.Claim;
import dev.executionworkers.port.out.Journal.Claim.Begun;
import dev.executionworkers.port.out.Journal.Intent;
import dev.executionworkers.port.out.Journal.Unfinished;
import dev.executionworkers.port.out.JournalUnavailableException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteRestartTest {
  @TempDir Path folder;
  private SqliteJournal journal;

  @BeforeEach
  void open() {
    journal = SqliteJournals.open(folder);
  }

  @AfterEach
  void close() {
    journal.close();
  }

  private void restart() {
    journal.close();
    open();
  }

  @Test
  void findsWhatWasUnfinishedWithAllThatItTakesToGoOn() {
    Intent plain = provision("e1");
    Intent keyed = provision("e2", "k");
    Intent rotation = rotate("ci", "robot");
    List<Intent> intents = List.of(plain, keyed, rotation);
    List<Begun> begun = intents.stream().map(intent -> begin(journal, intent)).toList();
    journal.record(begun.getLast().lease(), "set-token", "grün");
    journal.seal(begun.getLast().lease(), "choose-token", Secret.of("hunter2"));

    restart();

    List<Unfinished> orphans = journal.orphans(10);
    assertThat(orphans)
        .extracting(Unfinished::command)
        .containsExactlyInAnyOrder(plain.command(), keyed.command(), rotation.command());
    assertThat(orphans)
        .extracting(Unfinished::key)
        .containsExactlyInAnyOrder(plain.key(), keyed.key(), rotation.key());
    for (int index = 0; index < intents.size(); index++) {
      Begun again = begin(journal, intents.get(index));
      assertThat(again.lease().execution()).isEqualTo(begun.get(index).lease().execution());
      assertThat(again.idempotencyKey()).isEqualTo(begun.get(index).idempotencyKey());
      assertThat(again.generation()).isEqualTo(begun.get(index).generation());
      assertThat(again.effectInDoubt()).isTrue();
      assertThat(again.lease().epoch()).isGreaterThan(begun.get(index).lease().epoch());
      if (intents.get(index).lane().isPresent()) {
        assertThat(journal.recall(again.lease(), "set-token")).contains("grün");
        assertThat(journal.unseal(again.lease(), "choose-token")).contains(Secret.of("hunter2"));
      }
    }
    assertThat(journal.orphans(10)).isEmpty();
  }

  @Test
  void goesOnUnderTheOutboundKeyOfWhatWasFinishedShortlyBefore() {
    Intent intent = provision("e1");
    Begun first = begin(journal, intent);
    finish(journal, first, intent, SUCCESS);

    restart();

    Begun second = begin(journal, provision("e1"));
    assertThat(second.idempotencyKey()).isEqualTo(first.idempotencyKey());
    assertThat(second.lease().execution()).isNotEqualTo(first.lease().execution());
    assertThat(begin(journal, provision("e2")).idempotencyKey())
        .isNotEqualTo(first.idempotencyKey());
  }

  @Test
  void answersAgainUnderAKeyOfTheCallers() {
    Intent intent = provision("e1", "k");
    Begun first = begin(journal, intent);
    finish(journal, first, intent, SUCCESS);

    restart();

    assertThat(journal.claim(provision("e1", "k")))
        .isEqualTo(new Claim.Settled(first.lease().execution(), SUCCESS));
    assertThat(journal.claim(provision("e2", "k"))).isEqualTo(new Claim.KeyReused());
  }

  @Test
  void answersARotationAgainWhileItIsItsLanesNewest() {
    Intent intent = rotate("ci", "robot");
    Begun first = begin(journal, intent);
    finish(journal, first, intent, SUCCESS);

    restart();

    assertThat(journal.claim(rotate("ci", "robot")))
        .isEqualTo(new Claim.Settled(first.lease().execution(), SUCCESS));
    Begun other = begin(journal, rotate("other", "robot"));
    assertThat(other.laneShared()).isTrue();
    assertThat(other.generation()).isGreaterThan(first.generation());
  }

  @Test
  void looksAfterWhatWasFinishedBefore() {
    Intent intent = rotate("ci", "robot");
    Begun first = begin(journal, intent);
    journal.seal(first.lease(), "choose-token", Secret.of("hunter2"));
    Instant due = Instant.now();
    journal.finish(first.lease(), ending(first, intent, SUCCESS, Optional.of(due)));

    restart();

    assertThat(journal.due(due, 10)).hasSize(1);
    Aftercare care = journal.lookAfter(first.lease().execution(), due).orElseThrow();
    assertThat(care.newest()).isTrue();
    assertThat(care.begun().generation()).isGreaterThan(first.generation());
    assertThat(journal.unseal(care.begun().lease(), "choose-token")).contains(Secret.of("hunter2"));
    journal.lookedAfter(care.begun().lease(), Optional.empty());

    restart();

    assertThat(journal.due(due, 10)).isEmpty();
  }

  @Test
  void whatWasReleasedIsThereAfterwards() {
    Begun begun = begin(journal, provision("e1"));
    journal.release(begun.lease());

    restart();

    assertThat(journal.orphans(10)).hasSize(1);
  }

  @Test
  void aClosedJournalSaysSo() {
    Begun begun = begin(journal, provision("e1"));
    journal.close();

    assertThat(journal.writable()).isFalse();
    assertThatThrownBy(() -> journal.claim(provision("e2")))
        .isInstanceOf(JournalUnavailableException.class);
    assertThatThrownBy(() -> journal.recall(begun.lease(), "step"))
        .isInstanceOf(JournalUnavailableException.class);
    assertThatThrownBy(() -> journal.orphans(1)).isInstanceOf(JournalUnavailableException.class);
  }
}
