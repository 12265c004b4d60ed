package dev.executionworkers.adapter.out.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.adapter.out.exchange.Exchanged.Answered;
import dev.executionworkers.adapter.out.exchange.LimitSigns.Left;
import dev.executionworkers.adapter.out.exchange.LimitSigns.Signs;
import dev.executionworkers.adapter.out.exchange.OutboundRequest.Method;
import dev.executionworkers.adapter.out.exchange.OutboundRequest.Sender;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.port.out.PeerLimits.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The limits are shared with other processes. */
class PacedExchangeSharedTest extends PacedExchangeFixture {

  @Test
  void whatAnotherProcessDoesCounts() {
    Turn.Taken others = (Turn.Taken) limits.take(ACCOUNT, PACE, Duration.ofSeconds(12));
    var mine = write("a1", patient());
    passUntil(Duration.ofSeconds(5));
    assertThat(sent).isEmpty();

    limits.end(others);
    time.get(mine);
    assertThat(sent).singleElement().satisfies(first -> assertThat(first).startsWith("5"));

    limits.block(ACCOUNT, Optional.of(Duration.ofSeconds(40)));
    passUntil(Duration.ofSeconds(7));
    assertThat(time.get(read("b1", patient()))).isEqualTo(limitReached(blockedUntil()));
  }

  private Instant blockedUntil() {
    return limits.usage(ACCOUNT, Duration.ofHours(1)).block().orElseThrow().until();
  }

  @Test
  void aNewProcessGoesOnWhereTheFormerHasStopped() {
    List<CompletableFuture<Exchanged>> all = new ArrayList<>();
    for (int i = 1; i <= 5; i++) {
      all.add(write("a" + i, patient()));
    }
    finish(all);
    PacedExchange next = paced();
    sent.clear();

    time.call(
        () -> next.send(request(Method.POST, "a6").by(new Sender("", List.of("a"), patient()))));

    assertThat(sent).containsExactly("60.3 a6");
  }

  private Exchanged readBy(PacedExchange process, String name) {
    Sender sender = new Sender("", List.of("a"), standby(Duration.ofMinutes(5)));
    return time.call(() -> process.send(request(Method.GET, name).by(sender)));
  }

  @Test
  void readsOfAllProcessesTogetherAreNoMoreThanAMinuteAllows() {
    PeerPace sixReads =
        new PeerPace(Peer.GIT_PROVIDER, ACCOUNT, PACE, Duration.ofSeconds(12), 2, 6);
    PacedExchange one = paced(sixReads);
    PacedExchange other = paced(sixReads);
    for (int i = 1; i <= 4; i++) {
      readBy(one, "a" + i);
    }
    for (int i = 5; i <= 8; i++) {
      readBy(other, "a" + i);
    }

    assertThat(sent)
        .containsExactly(
            "0 a1", "0.3 a2", "0.6 a3", "0.9 a4", "1.2 a5", "1.5 a6", "77 a7", "77.3 a8");
  }

  @Test
  void noProcessReadsWhenAnotherHasHeardThatNothingIsLeft() {
    PacedExchange other = paced();
    readBy(other, "a1");
    signs = new Signs(false, Optional.empty(), Optional.of(new Left(0, start.plusSeconds(1_800))));
    time.get(read("a2", patient()));
    signs = Signs.NONE;
    passUntil(Duration.ofSeconds(1));

    assertThat(readBy(other, "a3")).isEqualTo(limitReached(start.plusSeconds(1_800)));
    assertThat(sent).containsExactly("0 a1", "0.3 a2");
  }

  @Test
  void nothingIsSentWhileTheLimitsCannotBeKnown() {
    limits.setAway(true);
    assertThat(time.get(read("a1", patient()))).isEqualTo(limitReached(start.plusSeconds(1)));
    var waiting = write("a2", patient());
    passUntil(Duration.ofSeconds(10));
    assertThat(sent).isEmpty();

    limits.setAway(false);
    time.get(waiting);
    assertThat(sent).hasSize(1);
  }

  @Test
  void aBlockThatCannotBeKeptHoldsAllTheSame() {
    peer.does(request -> {
      sent.add(seconds() + " " + request.uri().getPath().substring(1));
      limits.setAway(true);
      return new Answered(403, Map.of(), "", time.now());
    });
    signs = new Signs(true, Optional.of(start.plusSeconds(30)), Optional.empty());
    time.get(read("a1", patient()));
    limits.setAway(false);
    peer.does(this::arrive);
    signs = Signs.NONE;

    assertThat(time.get(read("b1", patient()))).isEqualTo(limitReached(start.plusSeconds(30)));
    time.get(write("a2", patient()));
    assertThat(sent).containsExactly("0 a1", "30 a2");
  }
}
