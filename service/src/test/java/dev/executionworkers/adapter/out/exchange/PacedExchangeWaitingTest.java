package dev.executionworkers.adapter.out.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.executionworkers.adapter.out.exchange.Exchanged.Faulted;
import dev.executionworkers.adapter.out.exchange.OutboundRequest.Method;
import dev.executionworkers.adapter.out.exchange.OutboundRequest.Sender;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.port.out.Standby;
import dev.executionworkers.port.out.WithdrawnException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Those who wait for their turn. */
class PacedExchangeWaitingTest extends PacedExchangeFixture {

  @Test
  void whoeverIsNotWantedAnyMoreGivesHisPlaceUp() {
    var first = write("a1", patient());
    VirtualStandby impatient = standby(Duration.ofMillis(500));
    var second = write("b1", impatient);
    var third = write("c1", patient());

    assertThat(time.get(second)).isInstanceOf(Faulted.class);
    finish(List.of(first, third));
    assertThat(sent).containsExactly("0 a1", "1 c1");
  }

  @Test
  void theFirstInLineMayGiveUpAsWell() {
    time.get(write("a1", patient()));
    VirtualStandby first = patient();
    var givenUp = write("b1", first);
    var next = write("c1", patient());
    time.get(
        time.async(() -> {
          time.pass(Duration.ofMillis(100));
          first.giveUp();
          return true;
        }));

    assertThat(time.get(givenUp)).isEqualTo(limitReached(start.plusSeconds(1)));
    time.get(next);
    assertThat(sent).containsExactly("0 a1", "1 c1");
  }

  @Test
  void whatNobodyWantsAnyMoreIsReadAndNotWritten() {
    VirtualStandby gone = patient();
    gone.giveUp();

    time.get(read("a1", gone));
    assertThatThrownBy(() -> time.get(write("a1", gone)))
        .hasRootCauseInstanceOf(WithdrawnException.class);
    time.get(write("b1", patient()));

    assertThat(sent).containsExactly("0 a1", "0.3 b1");
  }

  @Test
  void thoseWhoWaitAreToldUntilWhen() {
    VirtualStandby second = patient();
    finish(List.of(write("a1", patient()), write("a2", second)));

    assertThat(second.told())
        .first()
        .satisfies(failure -> {
          assertThat(failure.error().code()).isEqualTo("git_rate_limited");
          assertThat(failure).isInstanceOf(Failure.Throttled.class);
          assertThat(failure.retryAt()).contains(start.plusSeconds(1));
        });
  }

  @Test
  void whoDoesNotWaitIsToldAtOnce() {
    time.get(write("a1", patient()));
    Sender hurried = new Sender("", List.of("a"), Standby.NONE);

    assertThat(time.call(() -> paced.send(request(Method.POST, "a2").by(hurried))))
        .isEqualTo(limitReached(start.plusSeconds(1)));
    assertThat(sent).containsExactly("0 a1");
  }

  @Test
  void whoseTurnItIsStandsByNowhereElse() {
    List<Sender> senders = new CopyOnWriteArrayList<>();
    peer.does(request -> {
      senders.add(request.sender());
      return ScriptedPeer.answer(200);
    });
    finish(List.of(write("a1", patient()), read("b1", patient())));

    assertThat(senders).containsExactly(Sender.NOBODY, Sender.NOBODY);
  }
}
