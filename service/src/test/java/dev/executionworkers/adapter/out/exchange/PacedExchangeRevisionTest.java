package dev.executionworkers.adapter.out.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.adapter.out.exchange.Exchanged.Answered;
import dev.executionworkers.adapter.out.exchange.Exchanged.Fault;
import dev.executionworkers.adapter.out.exchange.Exchanged.Faulted;
import dev.executionworkers.adapter.out.exchange.LimitSigns.Left;
import dev.executionworkers.adapter.out.exchange.LimitSigns.Signs;
import dev.executionworkers.adapter.out.exchange.OutboundRequest.Method;
import dev.executionworkers.adapter.out.exchange.OutboundRequest.Revision;
import dev.executionworkers.adapter.out.exchange.OutboundRequest.Sender;
import dev.executionworkers.domain.outcome.Peer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Writes that are made from a read, which may be out of date when their turn comes. */
class PacedExchangeRevisionTest extends PacedExchangeFixture {
  private final List<String> bodies = new CopyOnWriteArrayList<>();

  private final Revision again =
      reads ->
          reads.apply(request(Method.GET, "look")) instanceof Answered
              ? Optional.of("new")
              : Optional.empty();

  @Override
  Exchanged arrive(OutboundRequest request) {
    request.body().ifPresent(bodies::add);
    return super.arrive(request);
  }

  private CompletableFuture<Exchanged> merge(Revision revision, VirtualStandby standby) {
    return ask(request(Method.PUT, "b1").saying("old").revisedBy(revision), standby);
  }

  private void threeGoBefore() {
    for (String name : List.of("a1", "c1", "d1")) {
      var _ = write(name, patient());
    }
  }

  @Test
  void whatGoesAfterTheUsualPauseIsSentAsItWasMade() {
    var first = write("a1", patient());
    var second = merge(again, patient());

    finish(List.of(first, second));
    assertThat(sent).containsExactly("0 a1", "1 b1");
    assertThat(bodies).containsExactly("old");
  }

  @Test
  void whatHasWaitedIsMadeAnewWhileItWaitsForThePause() {
    threeGoBefore();
    var merged = merge(again, patient());
    var last = write("e1", patient());

    finish(List.of(merged, last));
    assertThat(sent).containsExactly("0 a1", "1 c1", "2 d1", "2.3 look", "3 b1", "4 e1");
    assertThat(bodies).containsExactly("new");
  }

  @Test
  void whatIsNotToBeSentAnyMoreIsNotAndTakesNoTurn() {
    threeGoBefore();
    var merged =
        merge(
            reads -> {
              var _ = reads.apply(request(Method.GET, "look"));
              return Optional.empty();
            },
            patient());
    var last = write("e1", patient());

    assertThat(time.get(merged)).as("what the read was answered").isInstanceOf(Answered.class);
    time.get(last);
    assertThat(sent).containsExactly("0 a1", "1 c1", "2 d1", "2.3 look", "3 e1");
  }

  @Test
  void whatIsReadLongBeforeTheTurnWouldBeOutOfDateAgain() {
    List<CompletableFuture<Exchanged>> five = new ArrayList<>();
    for (String name : List.of("a1", "c1", "d1", "e1", "f1")) {
      five.add(write(name, patient()));
    }
    var merged = merge(again, patient());

    finish(five);
    time.get(merged);
    assertThat(sent.subList(5, 7))
        .as("five go in a minute")
        .containsExactly("60.3 look", "60.6 b1");
  }

  @Test
  void whatSomebodyElseTakesTheTurnFromIsMadeAnewOnceMore() {
    threeGoBefore();
    var merged =
        merge(
            reads -> {
              Optional<String> body = again.body(reads);
              if (time.now().isBefore(start.plusSeconds(5))) {
                time.pass(Duration.ofMillis(400));
                limits.take(ACCOUNT, PACE, Duration.ofSeconds(12));
              }
              return body;
            },
            patient());

    time.get(merged);
    List<String> mine =
        sent.subList(3, sent.size()).stream()
            .map(each -> each.substring(each.indexOf(' ') + 1))
            .toList();
    assertThat(mine).hasSizeGreaterThan(2).endsWith("look", "b1").containsOnlyOnce("b1");
  }

  @Test
  void aReadAfterWhichNothingIsLeftKeepsTheWriteBack() {
    threeGoBefore();
    var merged =
        merge(
            reads -> {
              signs =
                  new Signs(
                      false, Optional.empty(), Optional.of(new Left(0, start.plusSeconds(600))));
              return again.body(reads);
            },
            standby(Duration.ofSeconds(10)));

    assertThat(time.get(merged)).isEqualTo(limitReached(start.plusSeconds(600)));
    assertThat(sent).containsExactly("0 a1", "1 c1", "2 d1", "2.3 look");
  }

  @Test
  void whereNoReadIsLeftInTheMinuteNothingIsWrittenUnseen() {
    PacedExchange oneRead =
        paced(new PeerPace(Peer.GIT_PROVIDER, ACCOUNT, PACE, Duration.ofSeconds(12), 2, 1));
    time.call(() -> oneRead.send(byItself(request(Method.GET, "r1"))));
    List<CompletableFuture<Exchanged>> all = new ArrayList<>();
    for (String name : List.of("a1", "c1", "d1")) {
      all.add(time.async(() -> oneRead.send(byItself(request(Method.POST, name)))));
      time.settle();
    }
    OutboundRequest merge = request(Method.PUT, "b1").saying("old").revisedBy(again);

    assertThat(time.call(() -> oneRead.send(byItself(merge))))
        .isInstanceOfSatisfying(
            Faulted.class, faulted -> assertThat(faulted.kind()).isEqualTo(Fault.LIMIT_REACHED));
    finish(all);
    assertThat(sent).containsExactly("0 r1", "0.3 a1", "1.3 c1", "2.3 d1");
  }

  private OutboundRequest byItself(OutboundRequest request) {
    return request.by(new Sender("", List.of(request.uri().getPath()), patient()));
  }
}
