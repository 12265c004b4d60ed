package dev.executionworkers.adapter.out.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.adapter.out.exchange.Exchanged.Answered;
import dev.executionworkers.adapter.out.exchange.LimitSigns.Left;
import dev.executionworkers.adapter.out.exchange.LimitSigns.Signs;
import dev.executionworkers.adapter.out.exchange.OutboundRequest.Method;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the peer says about its limits. */
class PacedExchangeBlockedTest extends PacedExchangeFixture {

  @Test
  void nothingIsSentAfterALimitWasHitUntilItIsOver() {
    status = 403;
    signs = new Signs(true, Optional.of(start.plusSeconds(30)), Optional.empty());
    assertThat(time.get(write("a1", patient())))
        .isEqualTo(new Answered(403, Map.of(), "", start.plus(LATENCY)));
    status = 200;
    signs = Signs.NONE;

    assertThat(time.get(read("b1", patient()))).isEqualTo(limitReached(start.plusSeconds(30)));
    assertThat(time.call(() -> paced.send(request(Method.GET, "probe"))))
        .isEqualTo(limitReached(start.plusSeconds(30)));
    time.get(write("a2", patient()));
    time.get(read("b2", patient()));
    assertThat(sent).containsExactly("0 a1", "30 a2", "30.3 b2");
  }

  @Test
  void aLimitOfWhichNothingIsToldHoldsForAMinuteAndThenForTwo() {
    status = 403;
    signs = new Signs(true, Optional.empty(), Optional.empty());

    assertThat(time.get(write("a1", patient())))
        .isInstanceOfSatisfying(
            Answered.class, answer -> assertThat(answer.header("Retry-After")).contains("60"));
    assertThat(time.get(write("a2", patient())))
        .isInstanceOfSatisfying(
            Answered.class, answer -> assertThat(answer.header("Retry-After")).contains("120"));
    status = 200;
    signs = Signs.NONE;
    time.get(write("a3", patient()));
    assertThat(sent).containsExactly("0 a1", "60.3 a2", "180.6 a3");
  }

  @Test
  void theLastRequestOfTheHourIsTheLastOne() {
    signs = new Signs(false, Optional.empty(), Optional.of(new Left(0, start.plusSeconds(1_800))));
    time.get(read("a1", patient()));
    signs = Signs.NONE;

    assertThat(time.get(read("a2", patient()))).isEqualTo(limitReached(start.plusSeconds(1_800)));
    time.get(write("a3", patient()));
    assertThat(sent).containsExactly("0 a1", "1800 a3");
  }

  @Test
  void readsThatAreUnderWayCountAgainstWhatIsLeft() {
    signs = new Signs(false, Optional.empty(), Optional.of(new Left(1, start.plusSeconds(1_800))));
    time.get(read("a1", patient()));

    finish(List.of(read("a2", patient()), read("a3", standby(Duration.ofSeconds(1)))));
    assertThat(sent).containsExactly("0 a1", "0.3 a2", "0.6 a3");
  }
}
