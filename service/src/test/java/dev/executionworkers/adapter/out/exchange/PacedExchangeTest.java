package dev.executionworkers.adapter.out.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.adapter.out.exchange.Exchanged.Answered;
import dev.executionworkers.adapter.out.exchange.Exchanged.Fault;
import dev.executionworkers.adapter.out.exchange.Exchanged.Faulted;
import dev.executionworkers.adapter.out.exchange.LimitSigns.Left;
import dev.executionworkers.adapter.out.exchange.LimitSigns.Signs;
import dev.executionworkers.adapter.out.exchange.OutboundRequest.Method;
import dev.executionworkers.adapter.out.exchange.OutboundRequest.Sender;
import dev.executionworkers.application.pipeline.VirtualTime;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.domain.policy.Pace;
import dev.executionworkers.domain.policy.Pace.Quota;
import dev.executionworkers.port.out.InMemoryPeerLimits;
import dev.executionworkers.port.out.PeerLimits.Turn;
import dev.executionworkers.port.out.Standby;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class PacedExchangeTest {
  private static final String ACCOUNT = "git-provider@test";
  private static final Duration LATENCY = Duration.ofMillis(300);
  private static final Pace PACE =
      new Pace(
          Duration.ofSeconds(1),
          List.of(new Quota(5, Duration.ofMinutes(1)), new Quota(8, Duration.ofHours(1))));
  private static final PeerPace PEER_PACE =
      new PeerPace(Peer.GIT_PROVIDER, ACCOUNT, PACE, Duration.ofSeconds(12), 2, 200);

  private final VirtualTime time = new VirtualTime();
  private final Instant start = time.now();
  private final InMemoryPeerLimits limits = new InMemoryPeerLimits(time::now);
  private final List<String> sent = new CopyOnWriteArrayList<>();
  private final ScriptedPeer peer = new ScriptedPeer().does(this::arrive);
  private Signs signs = Signs.NONE;
  private int status = 200;
  private final PacedExchange paced = paced();

  private PacedExchange paced() {
    return new PacedExchange(
        peer, PEER_PACE, new AccountUsage(limits, PEER_PACE, time::now), _ -> signs, time);
  }

  private Exchanged arrive(OutboundRequest request) {
    sent.add(seconds() + " " + request.uri().getPath().substring(1));
    time.pass(LATENCY);
    return new Answered(status, Map.of(), "", time.now());
  }

  private String seconds() {
    Duration since = Duration.between(start, time.now());
    return since.toMillisPart() == 0
        ? Long.toString(since.toSeconds())
        : since.toSeconds() + "." + since.toMillisPart() / 100;
  }

  private VirtualStandby patient() {
    return standby(Duration.ofDays(1));
  }

  private VirtualStandby standby(Duration patience) {
    return new VirtualStandby(time, time.now().plus(patience));
  }

  private static OutboundRequest request(Method method, String name) {
    return OutboundRequest.of(method, URI.create("http://github/" + name));
  }

  private CompletableFuture<Exchanged> write(String name, VirtualStandby standby) {
    return ask(request(Method.POST, name), standby);
  }

  private CompletableFuture<Exchanged> read(String name, VirtualStandby standby) {
    return ask(request(Method.GET, name), standby);
  }

  /** The group is the first letter. Whoever asks has found his place when this returns. */
  private CompletableFuture<Exchanged> ask(OutboundRequest request, VirtualStandby standby) {
    String group = request.uri().getPath().substring(1, 2);
    var asking = time.async(() -> paced.send(request.by(new Sender(group, standby))));
    time.get(CompletableFuture.completedFuture(true));
    return asking;
  }

  private void passUntil(Duration sinceStart) {
    Duration left = Duration.between(time.now(), start.plus(sinceStart));
    if (left.isPositive()) {
      time.call(() -> {
        time.pass(left);
        return true;
      });
    }
  }

  private void finish(List<CompletableFuture<Exchanged>> all) {
    all.forEach(time::get);
  }

  private static Faulted limitReached(Instant until) {
    return new Faulted(Fault.LIMIT_REACHED, Optional.of(until));
  }

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
  void groupsTakeTurns() {
    List<CompletableFuture<Exchanged>> all = new ArrayList<>();
    for (String name : List.of("a1", "a2", "a3", "b1")) {
      all.add(write(name, patient()));
    }
    finish(all);

    assertThat(sent).containsExactly("0 a1", "1 a2", "2 b1", "3 a3");
  }

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
    Sender hurried = new Sender("a", Standby.NONE);

    assertThat(time.call(() -> paced.send(request(Method.POST, "a2").by(hurried))))
        .isEqualTo(limitReached(start.plusSeconds(1)));
    assertThat(sent).containsExactly("0 a1");
  }

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

    time.call(() -> next.send(request(Method.POST, "a6").by(new Sender("a", patient()))));

    assertThat(sent).containsExactly("60.3 a6");
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
