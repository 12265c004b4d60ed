package dev.executionworkers.adapter.out.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.adapter.out.exchange.Exchanged.Fault;
import dev.executionworkers.adapter.out.exchange.Exchanged.Faulted;
import dev.executionworkers.application.pipeline.VirtualTime;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.outcome.Peer;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class TimedStandbyTest {
  private static final Failure MEANWHILE =
      Verdict.of(Peer.GIT_PROVIDER, new Faulted(Fault.LIMIT_REACHED));

  private final VirtualTime time = new VirtualTime();
  private final Instant start = time.now();
  private final TimedStandby standby = new TimedStandby(time);
  private final AtomicBoolean ready = new AtomicBoolean();

  private boolean await(Instant until) {
    return time.call(() -> standby.await(ready::get, until, MEANWHILE));
  }

  @Test
  void waitsForNoLongerThanItMakesSenseAltogether() {
    assertThat(await(start.plusSeconds(4))).isTrue();
    assertThat(await(start.plusSeconds(300))).isFalse();

    assertThat(time.now()).isEqualTo(start.plus(PacedExchange.WORTH_WAITING));
  }

  @Test
  void goesOnAsSoonAsItIsReady() {
    var waiting = time.async(() -> standby.await(ready::get, Instant.MAX, MEANWHILE));
    time.call(() -> {
      time.pass(Duration.ofSeconds(3));
      ready.set(true);
      standby.wake();
      return true;
    });

    assertThat(time.get(waiting)).isTrue();
    assertThat(time.now()).isEqualTo(start.plusSeconds(3));
  }
}
