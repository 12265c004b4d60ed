package dev.executionworkers.domain.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PeerBlockTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private static PeerBlock told(Optional<PeerBlock> last, long seconds, Instant at) {
    return PeerBlock.after(last, Optional.of(Duration.ofSeconds(seconds)), at);
  }

  private static PeerBlock untold(Optional<PeerBlock> last, Instant at) {
    return PeerBlock.after(last, Optional.empty(), at);
  }

  @Test
  void lastsForAsLongAsThePeerSays() {
    PeerBlock block = told(Optional.empty(), 30, NOW);

    assertThat(block).isEqualTo(new PeerBlock(NOW, NOW.plusSeconds(30), true));
    assertThat(block.lastsAt(NOW)).isTrue();
    assertThat(block.lastsAt(NOW.plusSeconds(29))).isTrue();
    assertThat(block.lastsAt(NOW.plusSeconds(30))).isFalse();
  }

  @Test
  void lastsForAMinuteWhenThePeerDoesNotSay() {
    assertThat(untold(Optional.empty(), NOW))
        .isEqualTo(new PeerBlock(NOW, NOW.plusSeconds(60), false));
  }

  @Test
  void aGuessDoublesWhileItIsNotLongEnough() {
    PeerBlock first = untold(Optional.empty(), NOW);
    PeerBlock second = untold(Optional.of(first), first.until());
    PeerBlock third = untold(Optional.of(second), second.until().plusSeconds(599));
    PeerBlock calm = untold(Optional.of(third), third.until().plusSeconds(600));

    assertThat(Duration.between(second.from(), second.until())).isEqualTo(Duration.ofMinutes(2));
    assertThat(Duration.between(third.from(), third.until())).isEqualTo(Duration.ofMinutes(4));
    assertThat(Duration.between(calm.from(), calm.until())).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void whatThePeerHadSaidMakesNoGuessGrow() {
    PeerBlock block = told(Optional.empty(), 1_800, NOW);

    assertThat(untold(Optional.of(block), block.until()).until())
        .isEqualTo(block.until().plusSeconds(60));
  }

  @Test
  void signsThatComeWhileItLastsOnlyMoveItsEnd() {
    PeerBlock block = untold(Optional.empty(), NOW);

    assertThat(untold(Optional.of(block), NOW.plusSeconds(5)))
        .isEqualTo(new PeerBlock(NOW, NOW.plusSeconds(65), false));
    assertThat(told(Optional.of(block), 90, NOW.plusSeconds(5)))
        .isEqualTo(new PeerBlock(NOW, NOW.plusSeconds(95), true));
    assertThat(told(Optional.of(block), 10, NOW.plusSeconds(5))).isEqualTo(block);
  }

  @Test
  void nothingLastsForLongerThanAnHour() {
    assertThat(told(Optional.empty(), 86_400, NOW).until()).isEqualTo(NOW.plusSeconds(3_600));
    assertThat(told(Optional.empty(), 3_600, NOW).lastsAt(NOW)).isTrue();

    PeerBlock block = untold(Optional.empty(), NOW);
    for (int i = 0; i < 10; i++) {
      block = untold(Optional.of(block), block.until());
    }
    assertThat(Duration.between(block.from(), block.until())).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void aClockThatWasPutBackMakesNoBlockOfYears() {
    PeerBlock block = told(Optional.empty(), 60, NOW);

    assertThat(block.lastsAt(NOW.minus(Duration.ofDays(1)))).isFalse();
  }
}
