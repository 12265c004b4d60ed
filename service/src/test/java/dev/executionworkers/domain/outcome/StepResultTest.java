package dev.executionworkers.domain.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.domain.outcome.Result.Confirmed;
import org.junit.jupiter.api.Test;

class StepResultTest {
  private static final DomainError ERROR =
      new DomainError(Peer.HARBOR, Problem.REJECTED, 400, "no");
  private static final Failure FAILURE = new Failure.LostReply(ERROR);

  @Test
  void goesOnWithTheValueOfASuccess() {
    assertThat(StepResult.done(2).then(n -> StepResult.done(n + 1))).isEqualTo(StepResult.done(3));
    assertThat(StepResult.done(2).then(_ -> StepResult.failed(FAILURE)))
        .isEqualTo(StepResult.failed(FAILURE));
    assertThat(StepResult.done(2).map(n -> "n" + n)).isEqualTo(StepResult.done("n2"));
  }

  @Test
  void passesAFailureOnAndDoesNothingMore() {
    StepResult<Integer> failed = StepResult.failed(FAILURE);

    assertThat(failed.then(_ -> never())).isEqualTo(StepResult.failed(FAILURE));
    assertThat(failed.map(_ -> never())).isEqualTo(StepResult.failed(FAILURE));
  }

  @Test
  void aRefusalIsADefiniteNo() {
    assertThat(StepResult.refused(ERROR)).isEqualTo(StepResult.failed(new Failure.Refused(ERROR)));
  }

  @Test
  void anOutcomeIsTheLastStepsResult() {
    assertThat(Outcome.of(StepResult.done(new Confirmed())))
        .isEqualTo(new Outcome.Completed(new Confirmed()));
    assertThat(Outcome.of(StepResult.<Confirmed>failed(FAILURE)))
        .isEqualTo(new Outcome.Failed(FAILURE));
  }

  private static StepResult<String> never() {
    throw new AssertionError("went on after a failure");
  }
}
