package dev.executionworkers.adapter.out.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.adapter.out.exchange.Exchanged.Fault;
import dev.executionworkers.adapter.out.exchange.Exchanged.Faulted;
import dev.executionworkers.adapter.out.exchange.OutboundRequest.Method;
import dev.executionworkers.adapter.out.exchange.OutboundRequest.Sender;
import dev.executionworkers.application.pipeline.VirtualTime;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.port.out.CircuitState;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BulkheadStandbyTest {
  private static final Duration SLOW = Duration.ofMinutes(1);
  private static final Faulted NO_PERMIT = new Faulted(Fault.NO_PERMIT);

  private final VirtualTime time = new VirtualTime();
  private final Instant start = time.now();
  private final List<String> sent = new CopyOnWriteArrayList<>();
  private int status = 200;
  private Duration takes = SLOW;
  private final Exchange bulkhead =
      new Bulkhead(
          new ScriptedPeer().does(this::arrive), Peer.APPENV_SECRETS, 1, Duration.ofSeconds(2));
  private Exchange asked = bulkhead;

  private Exchanged arrive(OutboundRequest request) {
    sent.add(
        Duration.between(start, time.now()).toMinutes()
            + request.uri().getPath().replace('/', ' '));
    time.pass(takes);
    return ScriptedPeer.answer(status);
  }

  private VirtualStandby patient() {
    return new VirtualStandby(time, time.now().plus(Duration.ofDays(1)));
  }

  /** The group is the first letter. Whoever asks has found his place when this returns. */
  private CompletableFuture<Exchanged> ask(String name, VirtualStandby standby) {
    OutboundRequest request =
        OutboundRequest.of(Method.POST, URI.create("http://peer/" + name))
            .by(new Sender("", List.of(name.substring(0, 1)), standby));
    var asking = time.async(() -> asked.send(request));
    time.settle();
    return asking;
  }

  @Test
  void whoeverStandsByWaitsHoweverLongItTakes() {
    VirtualStandby standby = patient();
    var all = List.of(ask("a1", patient()), ask("a2", patient()), ask("a3", standby));

    assertThat(all.stream().map(time::get)).containsOnly(ScriptedPeer.answer(200));
    assertThat(sent).containsExactly("0 a1", "1 a2", "2 a3");
    assertThat(standby.told()).containsOnly(Verdict.of(Peer.APPENV_SECRETS, NO_PERMIT));
  }

  @Test
  void groupsTakeTurns() {
    var all = List.of("a1", "a2", "a3", "b1").stream().map(name -> ask(name, patient())).toList();

    all.forEach(time::get);
    assertThat(sent).containsExactly("0 a1", "1 a2", "2 b1", "3 a3");
  }

  @Test
  void whatNobodyWantsAnyMoreIsNotSentAndIsInNobodysWay() {
    var first = ask("a1", patient());
    var impatient = ask("a2", new VirtualStandby(time, start.plusSeconds(5)));
    var last = ask("a3", patient());

    assertThat(time.get(first)).isEqualTo(ScriptedPeer.answer(200));
    assertThat(time.get(impatient)).isEqualTo(NO_PERMIT);
    assertThat(time.get(last)).isEqualTo(ScriptedPeer.answer(200));
    assertThat(sent).containsExactly("0 a1", "1 a3");
  }

  @Test
  void aPermitThatComesTooLateGoesToTheNext() {
    var first = ask("a1", patient());
    var late = ask("a2", new VirtualStandby(time, start.plus(SLOW)));
    var last = ask("a3", patient());

    assertThat(time.get(first)).isEqualTo(ScriptedPeer.answer(200));
    assertThat(time.get(late)).isEqualTo(NO_PERMIT);
    assertThat(time.get(last)).isEqualTo(ScriptedPeer.answer(200));
  }

  @Test
  void whoeverWaitsIsNotSentToAPeerThatIsLeftAloneMeanwhile() {
    status = 503;
    takes = Duration.ofSeconds(1);
    Breaker breaker = new Breaker(bulkhead, Optional.empty(), time::now);
    asked = breaker;
    var all =
        IntStream.range(0, 2 * Breaker.FEWEST_CALLS)
            .mapToObj(i -> ask("a" + i, patient()))
            .toList();

    // The permit is handed on a moment before the breaker learns of the last failure.
    int most = Breaker.FEWEST_CALLS + 1;
    assertThat(all.stream().map(time::get).skip(most)).containsOnly(NO_PERMIT);
    assertThat(sent).hasSizeLessThanOrEqualTo(most);
    assertThat(breaker.state()).isEqualTo(CircuitState.OPEN);
  }
}
