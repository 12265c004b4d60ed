package dev.executionworkers.adapter.out.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.adapter.out.exchange.Exchanged.Answered;
import dev.executionworkers.adapter.out.exchange.LimitSigns.Signs;
import dev.executionworkers.adapter.out.exchange.OutboundRequest.Method;
import dev.executionworkers.adapter.out.exchange.OutboundRequest.Sender;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Several accounts at one peer. */
class PacedAccountsTest extends PacedExchangeFixture {
  private final PacedAccounts accounts =
      new PacedAccounts(peer, PEER_PACE, limits, _ -> signs, time);

  private Exchanged write(String account, String name) {
    Sender sender = new Sender(account, List.of("group"), patient());
    return time.call(() -> accounts.send(request(Method.POST, name).by(sender)));
  }

  @Test
  void eachHasATurnOfItsOwn() {
    write("one", "a1");
    write("other", "b1");
    write("one", "a2");
    write("other", "b2");

    assertThat(sent).containsExactly("0 a1", "0.3 b1", "1 a2", "1.3 b2");
  }

  @Test
  void whatOneHasHitKeepsNoOther() {
    status = 403;
    signs = new Signs(true, Optional.of(start.plusSeconds(30)), Optional.empty());
    write("one", "a1");
    status = 200;
    signs = Signs.NONE;

    assertThat(accounts.blockedFor()).isEqualTo(Duration.ofSeconds(30).minus(LATENCY));
    write("other", "b1");
    write("", "c1");
    write("one", "a2");
    assertThat(sent).containsExactly("0 a1", "0.3 b1", "0.6 c1", "30 a2");
    assertThat(accounts.blockedFor()).isZero();
  }

  @Test
  void eachIsKeptUnderANameOfItsOwnAndTheOnlyOneUnderThatOfThePeer() {
    write("one", "a1");
    write("", "b1");

    Duration memory = PACE.memory();
    assertThat(limits.usage(ACCOUNT + "/one", memory).writes()).hasSize(1);
    assertThat(limits.usage(ACCOUNT, memory).writes()).hasSize(1);
  }

  @Test
  void aBlockFromBeforeTheStartIsTold() {
    limits.block(ACCOUNT, Optional.of(Duration.ofSeconds(40)));

    assertThat(accounts.blockedFor()).isEqualTo(Duration.ofSeconds(40));
  }

  @Test
  void oneQuestionTellsOfThemAll() {
    write("one", "a1");
    write("other", "b1");
    limits.block(ACCOUNT + "/one", Optional.of(Duration.ofSeconds(20)));
    limits.block(ACCOUNT + "/other", Optional.of(Duration.ofSeconds(40)));
    limits.block("somebody else's", Optional.of(Duration.ofSeconds(60)));
    int before = limits.questions();

    assertThat(accounts.blockedFor()).isEqualTo(Duration.ofSeconds(40));

    assertThat(limits.questions() - before).isEqualTo(1);
  }

  @Test
  void whatCannotBeKnownIsNoReasonToSend() {
    limits.setAway(true);
    assertThat(accounts.blockedFor()).isEqualTo(Duration.ofSeconds(1));
    limits.setAway(false);
    assertThat(accounts.blockedFor()).isZero();
  }

  @Test
  void aBlockThatCannotBeKeptIsToldAllTheSame() {
    peer.does(_ -> {
      limits.setAway(true);
      return new Answered(403, Map.of(), "", time.now());
    });
    signs = new Signs(true, Optional.of(start.plusSeconds(30)), Optional.empty());
    write("one", "a1");

    assertThat(accounts.blockedFor()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void onlyConnectingHasNoLimit() {
    assertThat(accounts.connect()).isEmpty();
  }
}
