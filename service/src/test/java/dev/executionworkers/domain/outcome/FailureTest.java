package dev.executionworkers.domain.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.domain.outcome.Failure.LostReply;
import dev.executionworkers.domain.outcome.Failure.NeverSent;
import dev.executionworkers.domain.outcome.Failure.NotYet;
import dev.executionworkers.domain.outcome.Failure.PeerFailed;
import dev.executionworkers.domain.outcome.Failure.Refused;
import dev.executionworkers.domain.outcome.Failure.Throttled;
import java.time.Instant;
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
  void anErrorsDetailIsMadePlain() {
    assertThat(new DomainError(Peer.HARBOR, Problem.REJECTED, 400, " a\nb\u202e ").detail())
        .isEqualTo("a b");
  }
}
