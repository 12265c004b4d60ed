package dev.executionworkers.adapter.out.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.executionworkers.adapter.out.exchange.Exchanged.Fault;
import dev.executionworkers.adapter.out.exchange.Exchanged.Faulted;
import dev.executionworkers.adapter.out.exchange.OutboundRequest.Method;
import dev.executionworkers.port.out.CircuitState;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BreakerTest {
  private static final Duration OPEN = Duration.ofSeconds(Breaker.OPEN_SECONDS).plusMillis(1);
  private static final OutboundRequest WORK =
      OutboundRequest.of(Method.POST, URI.create("http://peer/work"));
  private static final OutboundRequest PROBE =
      OutboundRequest.of(Method.GET, URI.create("http://peer/ping"));

  private Instant now = Instant.parse("2026-03-01T12:00:00Z");
  private final ScriptedPeer peer = new ScriptedPeer();
  private final Breaker breaker = new Breaker(peer, Optional.empty(), () -> now);
  private final Breaker probing = new Breaker(peer, Optional.of(PROBE), () -> now);

  private final Breaker asking = new Breaker(peer, Optional.empty(), true, () -> now);

  private void send(Breaker through, int times) {
    for (int i = 0; i < times; i++) {
      through.send(WORK);
    }
  }

  private void open(Breaker which) {
    peer.answers(503);
    send(which, Breaker.FEWEST_CALLS);
    assertThat(which.state()).isEqualTo(CircuitState.OPEN);
    peer.sent();
  }

  @Test
  void letsThroughWhateverComesOfIt() {
    assertThat(breaker.send(WORK)).isEqualTo(ScriptedPeer.answer(200));
    peer.answers(503);
    assertThat(breaker.send(WORK)).isEqualTo(ScriptedPeer.answer(503));
    assertThat(breaker.connect()).isEmpty();
    assertThat(breaker.state()).isEqualTo(CircuitState.CLOSED);
  }

  @Test
  void leavesAPeerAloneThatHasFailedOften() {
    open(breaker);

    assertThat(breaker.send(WORK))
        .isEqualTo(new Faulted(Fault.BREAKER_OPEN, Optional.of(now.plus(OPEN))));
    assertThat(peer.sent()).isEmpty();
  }

  @Test
  void makesNoConnectionEither() {
    open(breaker);

    assertThat(breaker.connect())
        .contains(new Faulted(Fault.BREAKER_OPEN, Optional.of(now.plus(OPEN))));
    assertThat(peer.sent()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {
        "NOT_CONNECTED",
        "NO_TUNNEL",
        "UNKNOWN_HOST",
        "TLS_FAILED",
        "CERTIFICATE_OUT_OF_DATE",
        "CERTIFICATE_UNTRUSTED",
        "CERTIFICATE_OF_ANOTHER_HOST",
        "TIMED_OUT",
        "CONNECTION_LOST",
        "UNREADABLE"
      })
  void takesAPeerThatGivesNoAnswerForOneThatFails(Fault fault) {
    peer.faults(fault);
    send(breaker, Breaker.FEWEST_CALLS);

    assertThat(breaker.state()).isEqualTo(CircuitState.OPEN);
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"NO_PERMIT", "PROXY_LOGIN_REFUSED", "LIMIT_REACHED", "BREAKER_OPEN", "TOO_LARGE"})
  void doesNotBlameThePeerForWhatWasDeniedHere(Fault fault) {
    peer.faults(fault);
    send(breaker, 5 * Breaker.FEWEST_CALLS);

    assertThat(breaker.state()).isEqualTo(CircuitState.CLOSED);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 301, 400, 401, 403, 404, 408, 409, 422, 429, 499})
  void doesNotBlameThePeerForARefusal(int status) {
    peer.answers(status);
    send(breaker, 5 * Breaker.FEWEST_CALLS);

    assertThat(breaker.state()).isEqualTo(CircuitState.CLOSED);
  }

  @Test
  void takesNotYetForTheAnswerOfAPeerThatIsWell() {
    peer.does(_ -> ScriptedPeer.answer(503, "5"));
    send(asking, 5 * Breaker.FEWEST_CALLS);
    assertThat(asking.state()).isEqualTo(CircuitState.CLOSED);
  }

  @Test
  void findsAPeerWellAgainThatSaysNotYet() {
    open(asking);
    now = now.plus(OPEN);
    peer.does(_ -> ScriptedPeer.answer(503, "5"));
    send(asking, 1);
    assertThat(asking.state()).isEqualTo(CircuitState.CLOSED);
  }

  @ParameterizedTest
  @CsvSource({"500, 5", "502, 5", "504, 5", "503, soon"})
  void takesNothingElseForNotYet(int status, String retryAfter) {
    peer.does(_ -> ScriptedPeer.answer(status, retryAfter));
    send(asking, Breaker.FEWEST_CALLS);

    assertThat(asking.state()).isEqualTo(CircuitState.OPEN);
  }

  @Test
  void blamesAnyOtherPeerForA503ThatSaysWhenToComeBack() {
    peer.does(_ -> ScriptedPeer.answer(503, "5"));
    send(breaker, Breaker.FEWEST_CALLS);
    assertThat(breaker.state()).isEqualTo(CircuitState.OPEN);

    open(probing);
    now = now.plus(OPEN);
    peer.does(_ -> ScriptedPeer.answer(503, "5"));
    send(probing, 1);
    assertThat(peer.sent()).containsExactly("GET /ping");
    assertThat(probing.state()).isEqualTo(CircuitState.OPEN);
  }

  @Test
  void bearsWithAPeerOfWhichMostCallsSucceed() {
    for (int round = 0; round < 20; round++) {
      peer.answers(200);
      send(breaker, 3);
      peer.answers(503);
      send(breaker, 2);
    }

    assertThat(breaker.state()).isEqualTo(CircuitState.CLOSED);
  }

  @Test
  void forgetsWhatIsLongPast() {
    peer.answers(503);
    send(breaker, Breaker.FEWEST_CALLS - 1);
    now = now.plusSeconds(Breaker.WINDOW_SECONDS + 1);
    send(breaker, 1);

    assertThat(breaker.state()).isEqualTo(CircuitState.CLOSED);
  }

  @Test
  void letsOneCallFindOutAtTheMomentItHadNamed() {
    open(breaker);
    peer.does(_ -> {
      // While it is under way nobody else is let through, and when it ends is not known.
      assertThat(breaker.state()).isEqualTo(CircuitState.HALF_OPEN);
      assertThat(breaker.send(WORK)).isEqualTo(new Faulted(Fault.BREAKER_OPEN));
      return ScriptedPeer.answer(200);
    });
    now = now.plus(OPEN);

    assertThat(breaker.send(WORK)).isEqualTo(ScriptedPeer.answer(200));
    assertThat(peer.sent()).containsExactly("POST /work");
    assertThat(breaker.state()).isEqualTo(CircuitState.CLOSED);
  }

  @Test
  void isOpenAgainWhenThatCallFails() {
    open(breaker);
    now = now.plus(OPEN);

    assertThat(breaker.send(WORK)).isEqualTo(ScriptedPeer.answer(503));
    assertThat(breaker.send(WORK))
        .isEqualTo(new Faulted(Fault.BREAKER_OPEN, Optional.of(now.plus(OPEN))));
  }

  @Test
  void findsOutByAReadWhereThePeerHasOne() {
    open(probing);
    now = now.plus(OPEN);

    assertThat(probing.send(WORK))
        .isEqualTo(new Faulted(Fault.BREAKER_OPEN, Optional.of(now.plus(OPEN))));
    assertThat(peer.sent()).containsExactly("GET /ping");

    peer.answers(404);
    now = now.plus(OPEN);
    assertThat(probing.send(WORK)).isEqualTo(ScriptedPeer.answer(404));
    assertThat(peer.sent()).containsExactly("GET /ping", "POST /work");
    assertThat(probing.state()).isEqualTo(CircuitState.CLOSED);
  }

  @Test
  void staysHalfOpenWhileThatReadIsDeniedHere() {
    open(probing);
    peer.faults(Fault.NO_PERMIT);
    now = now.plus(OPEN);

    assertThat(probing.send(WORK)).isEqualTo(new Faulted(Fault.BREAKER_OPEN));
    assertThat(peer.sent()).containsExactly("GET /ping");
    assertThat(probing.state()).isEqualTo(CircuitState.HALF_OPEN);

    peer.answers(200);
    assertThat(probing.send(WORK)).isEqualTo(ScriptedPeer.answer(200));
  }

  @Test
  void saysUntilWhenThatReadIsHeldBackByALimit() {
    open(probing);
    Faulted held = new Faulted(Fault.LIMIT_REACHED, Optional.of(now.plusSeconds(300)));
    peer.does(_ -> held);
    now = now.plus(OPEN);

    assertThat(probing.send(WORK)).isEqualTo(held);
    assertThat(probing.send(WORK)).isEqualTo(held);
    assertThat(peer.sent()).containsExactly("GET /ping", "GET /ping");
    assertThat(probing.state()).isEqualTo(CircuitState.HALF_OPEN);
  }

  @Test
  void takesAConnectionForASignOnlyWhenNothingElseWasTriedLately() {
    peer.answers(503);
    for (int i = 0; i < Breaker.FEWEST_CALLS; i++) {
      breaker.connect();
      breaker.connect();
      breaker.send(WORK);
    }
    assertThat(breaker.state()).isEqualTo(CircuitState.OPEN);

    now = now.plus(OPEN);
    assertThat(breaker.connect()).isEmpty();
    assertThat(breaker.state()).isEqualTo(CircuitState.CLOSED);
  }

  @Test
  void takesARefusedConnectionForAFailure() {
    peer.refusesConnections(true);
    for (int i = 0; i < Breaker.FEWEST_CALLS; i++) {
      assertThat(breaker.connect()).contains(new Faulted(Fault.NOT_CONNECTED));
    }

    assertThat(breaker.state()).isEqualTo(CircuitState.OPEN);
  }

  @Test
  void aBugOfOursKeepsNoPermission() {
    open(breaker);
    now = now.plus(OPEN);
    peer.does(_ -> {
      throw new IllegalArgumentException("a bug");
    });
    assertThatThrownBy(() -> breaker.send(WORK)).hasMessage("a bug");

    peer.answers(200);
    assertThat(breaker.send(WORK)).isEqualTo(ScriptedPeer.answer(200));
  }
}
