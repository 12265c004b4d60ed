package dev.executionworkers.port.out;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.domain.command.Command;
import dev.executionworkers.domain.command.ExecutionId;
import dev.executionworkers.domain.command.Requester;
import dev.executionworkers.domain.command.SecretId;
import dev.executionworkers.domain.command.UpdateSecretBindings;
import dev.executionworkers.port.out.Journal.Claim.Begun;
import dev.executionworkers.port.out.Journal.Lease;
import dev.executionworkers.port.out.Journal.Requested;
import dev.executionworkers.port.out.Ledger.Request;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link Journal} promises of what operators ask; a part of {@link JournalContract}. */
abstract class JournalRequestContract extends JournalAftercareContract {
  private static final Requester JANE = new Requester("jane");

  @Test
  void aRequestIsToldToTheOwnerOnce() {
    Begun begun = pending("a");

    assertThat(ask(begun, Request.RETRY)).contains(update("a"));

    assertThat(told(begun)).containsExactly(requested(begun, Request.RETRY));
    assertThat(told(begun)).isEmpty();
    assertThat(journal().recall(begun.lease(), "retry-asked")).contains("jane");
  }

  @Test
  void eachKindOfRequestIsTold() {
    Begun begun = pending("a");
    ask(begun, Request.RETRY);
    ask(begun, Request.ABANDON);

    assertThat(told(begun))
        .containsExactlyInAnyOrder(
            requested(begun, Request.RETRY), requested(begun, Request.ABANDON));
  }

  @Test
  void onlyWhatIsAskedForIsTold() {
    Begun one = pending("a");
    Begun other = pending("b");
    ask(one, Request.RETRY);

    assertThat(told(other)).isEmpty();
    assertThat(journal().requested(List.of())).isEmpty();
    assertThat(journal().requested(List.of(other.lease(), one.lease())))
        .containsExactly(requested(one, Request.RETRY));
  }

  @Test
  void aRequestIsToldToNobodyWithoutTheLease() {
    Begun begun = pending("a");
    ask(begun, Request.RETRY);
    Lease former = new Lease(execution(begun), begun.lease().epoch() - 1);

    assertThat(journal().requested(List.of(former))).isEmpty();
    assertThat(told(begun)).hasSize(1);
  }

  @Test
  void whatIsNotPastItsPointOfNoReturnIsAskedNothing() {
    Begun begun = begin(rotate("a").lane("a"));

    assertThat(ask(begun, Request.ABANDON)).isEmpty();

    assertThat(journal().recall(begun.lease(), "abandoned")).isEmpty();
    assertThat(told(begun)).isEmpty();
  }

  @Test
  void whatHasEndedOrWasNeverThereIsAskedNothing() {
    Begun begun = pending("a");
    finish(begun, SUCCESS, false, DUE);

    assertThat(ask(begun, Request.RETRY)).isEmpty();
    assertThat(journal().request(new ExecutionId("nobody"), Request.RETRY, JANE)).isEmpty();
  }

  @Test
  void whatNobodyWorksOnKeepsTheRequestForWhoeverTakesItUp() {
    Begun begun = pending("a");
    journal().release(begun.lease());

    assertThat(ask(begun, Request.ABANDON)).contains(update("a"));

    Begun successor = begin(rotate("a").lane("a"));
    assertThat(execution(successor)).isEqualTo(execution(begun));
    assertThat(journal().recall(successor.lease(), "abandoned")).contains("jane");
  }

  @Test
  void whoLooksAfterItIsToldWhatIsAskedFromThenOn() {
    Begun begun = pending("a");
    ask(begun, Request.ABANDON);
    finish(begun, SUCCESS, false, Asking.START, Optional.of(DUE));
    Begun care = journal().lookAfter(execution(begun), DUE).orElseThrow().begun();

    assertThat(told(care)).as("what was asked before it ended").isEmpty();
    assertThat(ask(care, Request.RETRY)).contains(update("a"));
    assertThat(told(care)).containsExactly(requested(care, Request.RETRY));
  }

  private Begun pending(String secret) {
    Begun begun = begin(rotate(secret).lane(secret));
    journal().record(begun.lease(), Journal.POINT_OF_NO_RETURN, "");
    return begun;
  }

  private Optional<Command> ask(Begun begun, Request request) {
    return journal().request(execution(begun), request, JANE);
  }

  private List<Requested> told(Begun begun) {
    return journal().requested(List.of(begun.lease()));
  }

  private static Requested requested(Begun begun, Request request) {
    return new Requested(execution(begun), request);
  }

  private static Command update(String secret) {
    return new UpdateSecretBindings(new SecretId(secret));
  }
}
