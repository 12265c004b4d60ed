package dev.executionworkers.domain.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.domain.policy.Pace.Write;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PeerUsageTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration HOLD = Duration.ofSeconds(12);
  private static final Pace PACE = new Pace(Duration.ofSeconds(1), List.of());

  private static PeerUsage usage(Optional<PeerBlock> block, Write... writes) {
    return new PeerUsage(NOW, block, List.of(writes));
  }

  private static Optional<PeerBlock> blockUntil(Instant until) {
    return Optional.of(new PeerBlock(NOW.minusSeconds(60), until, true));
  }

  @Test
  void theTurnIsFreeWhenNobodyHasWritten() {
    assertThat(usage(Optional.empty()).untilTurn(PACE, HOLD)).isZero();
    assertThat(usage(Optional.empty()).blockedFor()).isZero();
    assertThat(usage(Optional.empty()).untilWrite(PACE, 3)).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void aBlockHoldsEverythingBack() {
    PeerUsage blocked = usage(blockUntil(NOW.plusSeconds(30)));

    assertThat(blocked.blockedFor()).isEqualTo(Duration.ofSeconds(30));
    assertThat(blocked.untilWrite(PACE, 3)).isEqualTo(Duration.ofSeconds(30));
    assertThat(blocked.untilTurn(PACE, HOLD)).isEqualTo(Duration.ofSeconds(30));
    assertThat(usage(blockUntil(NOW)).blockedFor()).isZero();
  }

  @Test
  void whileOneWritesNobodyElseDoes() {
    Write underWay = new Write(NOW.minusSeconds(5), NOW.plusSeconds(7));

    assertThat(usage(Optional.empty(), underWay).untilTurn(PACE, HOLD))
        .isEqualTo(Duration.ofMillis(250));
    assertThat(usage(Optional.empty(), new Write(NOW, NOW.plusSeconds(12))).untilTurn(PACE, HOLD))
        .isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void aWriteThatEndsLaterThanAnyCanIsNotUnderWay() {
    Write nonsense = new Write(NOW.minusSeconds(5), NOW.plusSeconds(13));

    assertThat(usage(Optional.empty(), nonsense).untilTurn(PACE, HOLD)).isZero();
  }

  @Test
  void aWriteThatHasEndedLeavesTheTurn() {
    Write ended = new Write(NOW.minusSeconds(1), NOW);

    assertThat(usage(Optional.empty(), ended).untilTurn(PACE, HOLD)).isZero();
  }
}
