package dev.executionworkers.adapter.out.github;

import dev.executionworkers.adapter.out.exchange.Exchange;
import dev.executionworkers.adapter.out.exchange.Exchanged;
import dev.executionworkers.adapter.out.exchange.OutboundRequest;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers what it was told to, in order, and remembers what it was sent. */
final class ScriptedExchange implements Exchange {
  static final Instant RECEIVED_AT = Instant.parse("2026-03-01T12:00:00Z");

  private final Deque<Exchanged> script = new ArrayDeque<>();
  private final List<OutboundRequest> sent = new ArrayList<>();

  ScriptedExchange then(int status, String body) {
    return then(answer(status, body));
  }

  ScriptedExchange then(Exchanged exchanged) {
    script.add(exchanged);
    return this;
  }

  static Exchanged.Answered answer(int status, String body) {
    return answer(status, Map.of(), body);
  }

  static Exchanged.Answered answer(int status, Map<String, String> headers, String body) {
    Map<String, List<String>> lists = new HashMap<>();
    headers.forEach((name, value) -> lists.put(name, List.of(value)));
    return new Exchanged.Answered(status, Map.copyOf(lists), body, RECEIVED_AT);
  }

  @Override
  public Exchanged send(OutboundRequest request) {
    sent.add(request);
    if (script.isEmpty()) {
      throw new AssertionError("nothing more was to be sent than " + calls());
    }
    return script.remove();
  }

  @Override
  public Optional<Exchanged.Faulted> connect() {
    throw new AssertionError("GitHub is never only connected to");
  }

  List<OutboundRequest> sent() {
    return List.copyOf(sent);
  }

  OutboundRequest last() {
    return sent.getLast();
  }

  /** What was sent, as {@code METHOD path}. */
  List<String> calls() {
    return sent.stream().map(call -> call.method() + " " + call.uri().getRawPath()).toList();
  }
}
