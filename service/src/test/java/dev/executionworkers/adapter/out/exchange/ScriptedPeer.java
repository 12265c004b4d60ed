package dev.executionworkers.adapter.out.exchange;

import dev.executionworkers.adapter.out.exchange.Exchanged.Answered;
import dev.executionworkers.adapter.out.exchange.Exchanged.Fault;
import dev.executionworkers.adapter.out.exchange.Exchanged.Faulted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A peer that does the same with every request until it is told otherwise. */
final class ScriptedPeer implements Exchange {
  private final List<String> sent = new ArrayList<>();
  private Function<OutboundRequest, Exchanged> behaviour = _ -> answer(200);
  private Optional<Faulted> connecting = Optional.empty();

  static Answered answer(int status) {
    return new Answered(status, Map.of(), "", Instant.EPOCH);
  }

  static Answered answer(int status, String retryAfter) {
    return new Answered(status, Map.of("retry-after", List.of(retryAfter)), "", Instant.EPOCH);
  }

  ScriptedPeer answers(int status) {
    return does(_ -> answer(status));
  }

  ScriptedPeer faults(Fault fault) {
    return does(_ -> new Faulted(fault));
  }

  ScriptedPeer does(Function<OutboundRequest, Exchanged> what) {
    behaviour = what;
    return this;
  }

  ScriptedPeer refusesConnections(boolean refuses) {
    connecting = refuses ? Optional.of(new Faulted(Fault.NOT_CONNECTED)) : Optional.empty();
    return this;
  }

  /** What was sent since it was last asked, as {@code METHOD path}. */
  List<String> sent() {
    List<String> now = List.copyOf(sent);
    sent.clear();
    return now;
  }

  @Override
  public Exchanged send(OutboundRequest request) {
    sent.add(request.method() + " " + request.uri().getPath());
    return behaviour.apply(request);
  }

  @Override
  public Optional<Faulted> connect() {
    sent.add("connect");
    return connecting;
  }
}
