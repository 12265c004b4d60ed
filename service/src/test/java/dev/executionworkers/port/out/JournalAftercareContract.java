package dev.executionworkers.port.out;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.port.out.Journal.Aftercare;
import dev.executionworkers.port.out.Journal.Claim;
import dev.executionworkers.port.out.Journal.Claim.Begun;
import dev.executionworkers.port.out.Journal.Lease;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Journal} promises of finished executions that are to be looked after; the third
 * part of {@link JournalContract}.
 */
abstract class JournalAftercareContract extends JournalRecoveryContract {
  static final Instant DUE = Asking.START.plus(Duration.ofMinutes(3));
  static final Instant DUE_AGAIN = DUE.plus(MINUTE);

  @Test
  void whatIsToBeLookedAfterIsDueWhenItsTimeHasCome() {
    Begun begun = finishedRotation("a");

    assertThat(journal().due(DUE.minusMillis(1), 10)).isEmpty();
    assertThat(ids(journal().due(DUE, 10))).containsExactly(execution(begun));
    assertThat(journal().orphans(10)).isEmpty();
  }

  @Test
  void whatIsNotToBeLookedAfterIsNeverDue() {
    finish(begin(rotate("a")), SUCCESS, false, Asking.START);

    assertThat(journal().due(Instant.parse("2100-01-01T00:00:00Z"), 10)).isEmpty();
  }

  @Test
  void oneLooksAfterItWithItsSecretAndANewGeneration() {
    Begun begun = finishedRotation("a");

    Aftercare care = journal().lookAfter(execution(begun), DUE).orElseThrow();

    assertThat(care.newest()).isTrue();
    assertThat(care.outcome()).isEqualTo(SUCCESS);
    assertThat(care.finishedAt()).isEqualTo(Asking.START);
    assertThat(execution(care.begun())).isEqualTo(execution(begun));
    assertThat(care.begun().lease().epoch()).isGreaterThan(begun.lease().epoch());
    assertThat(care.begun().generation()).isGreaterThan(begun.generation());
    assertThat(journal().unseal(care.begun().lease(), "token")).contains(Secret.of("a"));
    assertThat(journal().lookAfter(execution(begun), DUE)).isEmpty();
    assertThat(journal().due(DUE, 10)).isEmpty();
  }

  @Test
  void nobodyLooksAfterWhatIsNotDueOrUnknown() {
    Begun begun = finishedRotation("a");
    Begun unfinished = begin(Asking.of(provision("e1")));

    assertThat(journal().lookAfter(execution(begun), DUE.minusMillis(1))).isEmpty();
    assertThat(journal().lookAfter(execution(unfinished), DUE)).isEmpty();
    assertThat(journal().lookAfter(rotate("z").intent().proposed(), DUE)).isEmpty();
  }

  @Test
  void knowsThatTheLaneHasHadAnotherSince() {
    Begun begun = finishedRotation("a");
    finish(begin(rotate("b").lane("a")), SUCCESS, false, Asking.START);

    assertThat(journal().lookAfter(execution(begun), DUE)).map(Aftercare::newest).contains(false);
  }

  @Test
  void whatLookingAfterItHasLeftIsThereTheNextTime() {
    Begun begun = finishedRotation("a");
    Lease first = journal().lookAfter(execution(begun), DUE).orElseThrow().begun().lease();
    journal().record(first, "proved", "yes");
    journal().seal(first, "another", Secret.of("b"));

    journal().lookedAfter(first, Optional.of(DUE_AGAIN));
    Aftercare again = journal().lookAfter(execution(begun), DUE_AGAIN).orElseThrow();

    assertThat(journal().recall(again.begun().lease(), "proved")).contains("yes");
    assertThat(journal().unseal(again.begun().lease(), "another")).contains(Secret.of("b"));
    assertThat(again.finishedAt()).isEqualTo(Asking.START);
  }

  @Test
  void looksAfterItAgainWhenToldToAndKeepsItsSecretUntilThen() {
    Begun begun = finishedRotation("a");
    Aftercare care = journal().lookAfter(execution(begun), DUE).orElseThrow();

    journal().lookedAfter(care.begun().lease(), Optional.of(DUE_AGAIN));

    assertThat(journal().due(DUE_AGAIN.minusMillis(1), 10)).isEmpty();
    assertThat(ids(journal().due(DUE_AGAIN, 10))).containsExactly(execution(begun));
    Aftercare again = journal().lookAfter(execution(begun), DUE_AGAIN).orElseThrow();
    assertThat(journal().unseal(again.begun().lease(), "token")).contains(Secret.of("a"));
  }

  @Test
  void isDoneWithItAfterTheLastTime() {
    Begun begun = finishedRotation("a");
    Aftercare care = journal().lookAfter(execution(begun), DUE).orElseThrow();

    journal().lookedAfter(care.begun().lease(), Optional.empty());

    assertThat(journal().due(DUE_AGAIN, 10)).isEmpty();
    assertThat(journal().lookAfter(execution(begun), DUE_AGAIN)).isEmpty();
  }

  @Test
  void whatIsBeingLookedAfterHoldsItsLane() {
    Begun begun = finishedRotation("a");
    Aftercare care = journal().lookAfter(execution(begun), DUE).orElseThrow();

    assertThat(claim(rotate("b").lane("a"))).isEqualTo(new Claim.HeldElsewhere(execution(begun)));
    journal().lookedAfter(care.begun().lease(), Optional.empty());
    assertThat(claim(rotate("b").lane("a"))).isInstanceOf(Begun.class);
  }

  @Test
  void whatHasNotTouchedItsLaneWasNeverThere() {
    Begun first = finishedRotation("a");
    finishUntouched(begin(rotate("b").lane("a")), SUCCESS);

    assertThat(ids(journal().due(DUE, 10))).containsExactly(execution(first));
    assertThat(journal().lookAfter(execution(first), DUE)).map(Aftercare::newest).contains(true);
    assertThat(claim(rotate("b").lane("a"))).isEqualTo(new Claim.HeldElsewhere(execution(first)));
  }

  @Test
  void whoComesAfterOneThatNeverWasThereComesAfterTheOneBefore() {
    Begun first = finishedRotation("a");
    finishUntouched(begin(rotate("b").lane("a")), SUCCESS);
    finishUntouched(begin(rotate("c").lane("a")), SUCCESS);
    assertThat(journal().due(DUE, 10)).hasSize(1);
    finish(begin(rotate("d").lane("a")), SUCCESS, false, Asking.START);
    finishUntouched(begin(rotate("e").lane("a")), SUCCESS);

    assertThat(journal().lookAfter(execution(first), DUE)).map(Aftercare::newest).contains(false);
  }

  @Test
  void aLaneThatNobodyHasTouchedIsEmpty() {
    finishUntouched(begin(rotate("a").lane("a")), SUCCESS);

    assertThat(begin(rotate("b").lane("a")).laneShared()).isFalse();
  }

  @Test
  void nobodyLooksAfterItWhileAnotherIsUnfinishedInItsLane() {
    Begun first = finishedRotation("a");
    Begun second = begin(rotate("b").lane("a"));
    assertThat(journal().due(DUE, 10)).isEmpty();
    assertThat(journal().lookAfter(execution(first), DUE)).isEmpty();
    journal().release(second.lease());
    assertThat(journal().due(DUE, 10)).isEmpty();
    assertThat(journal().lookAfter(execution(first), DUE)).isEmpty();

    finishUntouched(begin(rotate("b").lane("a")), SUCCESS);

    assertThat(ids(journal().due(DUE, 10))).containsExactly(execution(first));
    assertThat(journal().lookAfter(execution(first), DUE)).map(Aftercare::newest).contains(true);
  }

  @Test
  void whoLooksAfterItLearnsHowItEnded() {
    Begun begun = begin(rotate("a"));
    journal().seal(begun.lease(), "token", Secret.of("a"));
    finish(begun, FAILURE, false, Asking.START, Optional.of(DUE));

    Aftercare care = journal().lookAfter(execution(begun), DUE).orElseThrow();

    assertThat(care.outcome()).isEqualTo(FAILURE);
    assertThat(journal().unseal(care.begun().lease(), "token")).contains(Secret.of("a"));
  }

  @Test
  void whatIsLookedAfterIsNotTheSameAsWhatIsAskedForNow() {
    Begun begun = finishedRotation("a");
    Begun care = journal().lookAfter(execution(begun), DUE).orElseThrow().begun();

    assertThat(claim(rotate("a").lane("a"))).isEqualTo(new Claim.HeldElsewhere(execution(care)));
  }

  @Test
  void listsNoMoreThanIsAskedFor() {
    finishedRotation("a");
    finishedRotation("b");

    assertThat(journal().due(DUE, 1)).hasSize(1);
    assertThat(journal().due(DUE, 2)).hasSize(2);
  }

  /** Each in a lane of its own name, its token sealed, to be looked after later. */
  private Begun finishedRotation(String secret) {
    Begun begun = begin(rotate(secret).lane(secret));
    journal().seal(begun.lease(), "token", Secret.of(secret));
    finish(begun, SUCCESS, false, Asking.START, Optional.of(DUE));
    return begun;
  }
}
