package dev.executionworkers.adapter.out.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.adapter.out.exchange.Exchanged.Fault;
import dev.executionworkers.adapter.out.exchange.Exchanged.Faulted;
import dev.executionworkers.adapter.out.exchange.OutboundRequest.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What may be sent when. */
class PacedExchangeTest extends PacedExchangeFixture {

  @Test
  void writesGoOneAfterTheOtherASecondApart() {
    finish(List.of(write("a1", patient()), write("a2", patient()), write("a3", patient())));

    assertThat(sent).containsExactly("0 a1", "1 a2", "2 a3");
  }

  @Test
  void noMoreWritesThanAMinuteAndAnHourAllow() {
    List<CompletableFuture<Exchanged>> all = new ArrayList<>();
    for (int i = 1; i <= 10; i++) {
      all.add(write("a" + i, patient()));
    }
    finish(all);

    assertThat(sent)
        .containsExactly(
            "0 a1",
            "1 a2",
            "2 a3",
            "3 a4",
            "4 a5",
            "60.3 a6",
            "61.3 a7",
            "62.3 a8",
            "3600.3 a9",
            "3601.3 a10");
  }

  @Test
  void aSlowWriteHoldsTheNextBack() {
    peer.does(request -> {
      sent.add(seconds() + " " + request.uri().getPath().substring(1));
      time.pass(Duration.ofSeconds(4));
      return ScriptedPeer.answer(200);
    });
    finish(List.of(write("a1", patient()), write("a2", patient())));

    assertThat(sent).containsExactly("0 a1", "4 a2");
  }

  @Test
  void readsGoBesideTheWrites() {
    finish(
        List.of(
            write("a1", patient()),
            write("a2", patient()),
            read("b1", patient()),
            read("b2", patient())));

    assertThat(sent).containsExactlyInAnyOrder("0 a1", "0 b1", "0 b2", "1 a2");
  }

  @Test
  void soManyReadsGoAtATime() {
    finish(List.of(read("a1", patient()), read("a2", patient()), read("a3", patient())));

    assertThat(sent).containsExactlyInAnyOrder("0 a1", "0 a2", "0.3 a3");
  }

  @Test
  void whatCreatesNoContentTakesNoTurnToWrite() {
    finish(
        List.of(
            write("a1", patient()),
            ask(request(Method.POST, "b1").withoutContent(), patient()),
            ask(request(Method.POST, "b2").withoutContent(), patient()),
            ask(request(Method.POST, "b3").withoutContent(), patient())));

    assertThat(sent).containsExactlyInAnyOrder("0 a1", "0 b1", "0 b2", "0.3 b3");
    assertThat(limits.usage(ACCOUNT, PACE.memory()).writes()).hasSize(1);
  }

  @Test
  void groupsTakeTurns() {
    List<CompletableFuture<Exchanged>> all = new ArrayList<>();
    for (String name : List.of("a1", "a2", "a3", "b1")) {
      all.add(write(name, patient()));
    }
    finish(all);

    assertThat(sent).containsExactly("0 a1", "1 a2", "2 b1", "3 a3");
  }

  @Test
  void noReadIsWastedOnAWriteThatWouldComeTooLate() {
    List<CompletableFuture<Exchanged>> all = new ArrayList<>();
    for (int i = 1; i <= 8; i++) {
      all.add(write("a" + i, patient()));
    }
    finish(all);

    assertThat(time.get(read("b1", patient())))
        .isEqualTo(limitReached(start.plusSeconds(3_600).plus(LATENCY)));
    assertThat(sent).hasSize(8);
  }

  @Test
  void aFaultIsPassedOnAndItsTurnGivenBack() {
    peer.faults(Fault.TIMED_OUT);
    assertThat(time.get(write("a1", patient()))).isEqualTo(new Faulted(Fault.TIMED_OUT));
    assertThat(time.get(read("a2", patient()))).isEqualTo(new Faulted(Fault.TIMED_OUT));

    peer.does(this::arrive);
    time.get(write("a3", patient()));
    assertThat(sent).containsExactly("1 a3");
  }

  @Test
  void onlyConnectingHasNoLimit() {
    assertThat(paced.connect()).isEmpty();
  }
}
