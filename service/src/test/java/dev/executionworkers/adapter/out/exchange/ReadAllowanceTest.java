package dev.executionworkers.adapter.out.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.domain.policy.Pace;
import dev.executionworkers.port.out.InMemoryPeerLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadAllowanceTest {
  private static final Duration HOLD = Duration.ofSeconds(12);

  private Instant now = Instant.parse("2026-03-01T12:00:00Z");
  private final InMemoryPeerLimits limits = new InMemoryPeerLimits(() -> now);
  private final ReadAllowance threeAtATime = allowance(300);

  private ReadAllowance allowance(int readsPerMinute) {
    Pace writes = new Pace(Duration.ofSeconds(1), List.of());
    return new ReadAllowance(
        limits, new PeerPace(Peer.GIT_PROVIDER, "account", writes, HOLD, 10, readsPerMinute));
  }

  private int taken() {
    return limits.usage("account/reads", Duration.ofHours(1)).writes().size();
  }

  private void take(ReadAllowance from, int times) {
    for (int i = 0; i < times; i++) {
      assertThat(from.take(now)).isEmpty();
    }
  }

  @Test
  void isTakenAFewReadsAtATime() {
    take(threeAtATime, 3);
    assertThat(taken()).isEqualTo(1);

    take(threeAtATime, 1);
    assertThat(taken()).isEqualTo(2);
  }

  @Test
  void whatIsNotUsedSoonIsGivenUp() {
    take(threeAtATime, 1);
    now = now.plus(ReadAllowance.LASTS);
    take(threeAtATime, 1);

    assertThat(taken()).isEqualTo(2);
  }

  @Test
  void isUsedUpForAMinuteFromWhenTheLastOfThemCanHaveArrived() {
    take(threeAtATime, 300);
    Duration counted = Duration.ofMinutes(1).plus(ReadAllowance.LASTS).plus(HOLD);

    assertThat(threeAtATime.take(now)).contains(counted);
    now = now.plus(counted);
    take(threeAtATime, 1);
  }

  @Test
  void ofAFewReadsAMinuteEachIsTakenByItself() {
    ReadAllowance one = allowance(1);
    take(one, 1);

    assertThat(one.take(now)).isPresent();
    assertThat(allowance(1).take(now)).isPresent();
  }
}
