package dev.executionworkers.domain.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.domain.outcome.Failure.Interrupted;
import dev.executionworkers.domain.outcome.Failure.LostReply;
import dev.executionworkers.domain.outcome.Failure.NeverSent;
import dev.executionworkers.domain.outcome.Failure.NotYet;
import dev.executionworkers.domain.outcome.Failure.PeerFailed;
import dev.executionworkers.domain.outcome.Failure.Refused;
import dev.executionworkers.domain.outcome.Failure.Throttled;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FailureTest {
  private static final DomainError ERROR =
      new DomainError(Peer.HARBOR, Problem.UNAVAILABLE, 503, "down");
  private static final Instant LATER = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void onlyWhatWasSentAndNotAnsweredLeavesDoubt() {
    assertThat(new NeverSent(ERROR).effectUnknown()).isFalse();
    assertThat(new Throttled(ERROR, LATER).effectUnknown()).isFalse();
    assertThat(new Refused(ERROR).effectUnknown()).isFalse();
    assertThat(new NotYet(ERROR).effectUnknown()).isFalse();
    assertThat(new PeerFailed(ERROR, Optional.empty()).effectUnknown()).isTrue();
    assertThat(new LostReply(ERROR).effectUnknown()).isTrue();
  }

  @Test
  void tellsWhenThePeerMayBeAskedAgainOnlyWhereThatIsKnown() {
    assertThat(new Throttled(ERROR, LATER).retryAt()).contains(LATER);
    assertThat(new PeerFailed(ERROR, Optional.of(LATER)).retryAt()).contains(LATER);
    assertThat(new PeerFailed(ERROR, Optional.empty()).retryAt()).isEmpty();
    assertThat(new NeverSent(ERROR).retryAt()).isEmpty();
    assertThat(new NeverSent(ERROR, Optional.of(LATER)).retryAt()).contains(LATER);
    assertThat(new Refused(ERROR).retryAt()).isEmpty();
    assertThat(new NotYet(ERROR).retryAt()).isEmpty();
    assertThat(new LostReply(ERROR).retryAt()).isEmpty();
  }

  @Test
  void ofWhatCannotHaveHadAnEffectNothingLeavesDoubt() {
    assertThat(new PeerFailed(ERROR, Optional.of(LATER)).withoutEffect())
        .isEqualTo(new Throttled(ERROR, LATER));
    assertThat(new PeerFailed(ERROR, Optional.empty()).withoutEffect())
        .isEqualTo(new NeverSent(ERROR));
    assertThat(new LostReply(ERROR).withoutEffect()).isEqualTo(new NeverSent(ERROR));
    assertThat(new Interrupted(ERROR).withoutEffect()).isEqualTo(new NeverSent(ERROR));
    assertThat(
            List.of(
                new NeverSent(ERROR),
                new Throttled(ERROR, LATER),
                new Refused(ERROR),
                new NotYet(ERROR)))
        .allSatisfy(failure -> assertThat(failure.withoutEffect()).isEqualTo(failure));
  }

  @Test
  void withAnotherErrorItSaysTheSameOfTheEffect() {
    DomainError other = new DomainError(Peer.HARBOR, Problem.UNAVAILABLE, 503, "another");
    assertThat(new NeverSent(ERROR, Optional.of(LATER)).with(other))
        .isEqualTo(new NeverSent(other, Optional.of(LATER)));
    assertThat(new Throttled(ERROR, LATER).with(other)).isEqualTo(new Throttled(other, LATER));
    assertThat(new Refused(ERROR).with(other)).isEqualTo(new Refused(other));
    assertThat(new NotYet(ERROR).with(other)).isEqualTo(new NotYet(other));
    assertThat(new PeerFailed(ERROR, Optional.of(LATER)).with(other))
        .isEqualTo(new PeerFailed(other, Optional.of(LATER)));
    assertThat(new LostReply(ERROR).with(other)).isEqualTo(new LostReply(other));
    assertThat(new Interrupted(ERROR).with(other)).isEqualTo(new Interrupted(other));
  }

  @Test
  void anErrorsDetailIsMadePlain() {
    assertThat(new DomainError(Peer.HARBOR, Problem.REJECTED, 400, " a\nb\u202e ").detail())
        .isEqualTo("a b");
  }
}
