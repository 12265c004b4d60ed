package dev.executionworkers.adapter.out.harbor;

import dev.executionworkers.adapter.out.exchange.Exchange;
import dev.executionworkers.adapter.out.exchange.Exchanged;
import dev.executionworkers.adapter.out.exchange.Exchanged.Answered;
import dev.executionworkers.adapter.out.exchange.Exchanged.Fault;
import dev.executionworkers.adapter.out.exchange.Exchanged.Faulted;
import dev.executionworkers.adapter.out.exchange.OutboundRequest;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/** Answers what it was told to, in that order, and keeps what it was sent. */
final class ScriptedExchange implements Exchange {
  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private final Queue<Exchanged> script = new ArrayDeque<>();
  private final List<OutboundRequest> sent = new ArrayList<>();

  static Answered answer(int status, String body) {
    return new Answered(status, Map.of(), body, NOW);
  }

  static Answered error(int status, String code, String message) {
    return answer(status, errorBody(code, message));
  }

  static String errorBody(String code, String message) {
    return "{\"errors\":[{\"code\":\"" + code + "\",\"message\":\"" + message + "\"}]}";
  }

  ScriptedExchange then(int status, String body) {
    return then(answer(status, body));
  }

  ScriptedExchange then(Fault fault) {
    return then(new Faulted(fault));
  }

  ScriptedExchange then(Exchanged exchanged) {
    script.add(exchanged);
    return this;
  }

  List<OutboundRequest> sent() {
    return sent;
  }

  /** Method and target of everything sent. */
  List<String> targets() {
    return sent.stream()
        .map(request ->
            request.method()
                + " "
                + request.uri().getRawPath()
                + Optional.ofNullable(request.uri().getRawQuery())
                    .map(query -> "?" + query)
                    .orElse(""))
        .toList();
  }

  boolean isFinished() {
    return script.isEmpty();
  }

  @Override
  public Exchanged send(OutboundRequest request) {
    sent.add(request);
    return Optional.ofNullable(script.poll())
        .orElseThrow(() -> new AssertionError("nobody expected " + targets().getLast()));
  }

  @Override
  public Optional<Faulted> connect() {
    return Optional.empty();
  }
}
