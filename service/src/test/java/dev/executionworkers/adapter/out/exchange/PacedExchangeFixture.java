package dev.executionworkers.adapter.out.exchange;

import dev.executionworkers.adapter.out.exchange.Exchanged.Answered;
import dev.executionworkers.adapter.out.exchange.Exchanged.Fault;
import dev.executionworkers.adapter.out.exchange.Exchanged.Faulted;
import dev.executionworkers.adapter.out.exchange.LimitSigns.Signs;
import dev.executionworkers.adapter.out.exchange.OutboundRequest.Method;
import dev.executionworkers.adapter.out.exchange.OutboundRequest.Sender;
import dev.executionworkers.application.pipeline.VirtualTime;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.domain.policy.Pace;
import dev.executionworkers.domain.policy.Pace.Quota;
import dev.executionworkers.port.out.InMemoryPeerLimits;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** An account at its pace, in virtual time; what was sent is remembered with its second. */
abstract class PacedExchangeFixture {
  static final String ACCOUNT = "git-provider@test";
  static final Duration LATENCY = Duration.ofMillis(300);
  static final Pace PACE =
      new Pace(
          Duration.ofSeconds(1),
          List.of(new Quota(5, Duration.ofMinutes(1)), new Quota(8, Duration.ofHours(1))));
  static final PeerPace PEER_PACE =
      new PeerPace(Peer.GIT_PROVIDER, ACCOUNT, PACE, Duration.ofSeconds(12), 2, 200);

  final VirtualTime time = new VirtualTime();
  final Instant start = time.now();
  final InMemoryPeerLimits limits = new InMemoryPeerLimits(time::now);
  final List<String> sent = new CopyOnWriteArrayList<>();
  final ScriptedPeer peer = new ScriptedPeer().does(this::arrive);
  Signs signs = Signs.NONE;
  int status = 200;
  final PacedExchange paced = paced();

  PacedExchange paced() {
    return paced(PEER_PACE);
  }

  PacedExchange paced(PeerPace pace) {
    return new PacedExchange(
        peer, pace, new AccountUsage(limits, pace, time::now), _ -> signs, time);
  }

  Exchanged arrive(OutboundRequest request) {
    sent.add(seconds() + " " + request.uri().getPath().substring(1));
    time.pass(LATENCY);
    return new Answered(status, Map.of(), "", time.now());
  }

  String seconds() {
    Duration since = Duration.between(start, time.now());
    return since.toMillisPart() == 0
        ? Long.toString(since.toSeconds())
        : since.toSeconds() + "." + since.toMillisPart() / 100;
  }

  VirtualStandby patient() {
    return standby(Duration.ofDays(1));
  }

  VirtualStandby standby(Duration patience) {
    return new VirtualStandby(time, time.now().plus(patience));
  }

  static OutboundRequest request(Method method, String name) {
    return OutboundRequest.of(method, URI.create("http://github/" + name));
  }

  CompletableFuture<Exchanged> write(String name, VirtualStandby standby) {
    return ask(request(Method.POST, name), standby);
  }

  CompletableFuture<Exchanged> read(String name, VirtualStandby standby) {
    return ask(request(Method.GET, name), standby);
  }

  /** The group is the first letter. Whoever asks has found his place when this returns. */
  CompletableFuture<Exchanged> ask(OutboundRequest request, VirtualStandby standby) {
    String group = request.uri().getPath().substring(1, 2);
    var asking = time.async(() -> paced.send(request.by(new Sender("", List.of(group), standby))));
    time.settle();
    return asking;
  }

  void passUntil(Duration sinceStart) {
    Duration left = Duration.between(time.now(), start.plus(sinceStart));
    if (left.isPositive()) {
      time.call(() -> {
        time.pass(left);
        return true;
      });
    }
  }

  void finish(List<CompletableFuture<Exchanged>> all) {
    all.forEach(time::get);
  }

  static Faulted limitReached(Instant until) {
    return new Faulted(Fault.LIMIT_REACHED, Optional.of(until));
  }
}
