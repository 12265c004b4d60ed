package dev.executionworkers.acceptance.demo;

import dev.executionworkers.acceptance.ForeignSystems;
import dev.executionworkers.simulators.wire.Exchange;
import dev.executionworkers.simulators.wire.Fault;
import dev.executionworkers.simulators.wire.Reply;
import dev.executionworkers.simulators.wire.SimulatedServer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What the foreign systems were asked and what they made of it, in order. For one thread. */
final class Traffic {
  private static final int LONGEST_WORDS = 24;
  private static final List<String> WORDS = List.of("/message", "/error", "/errors/0/message");

  private final Map<String, SimulatedServer> systems;
  private final Map<String, Integer> told = new HashMap<>();

  Traffic(ForeignSystems systems) {
    this.systems =
        Map.of(
            "github", systems.github().server(),
            "harbor", systems.harbor().server(),
            "delegate", systems.delegated().server());
  }

  /**
   * Calls of one kind in a row.
   *
   * @param trouble whether something went wrong with them
   */
  record Call(
      String system, String method, String path, String result, boolean trouble, int times) {

    private boolean isLike(Call other) {
      return system.equals(other.system)
          && method.equals(other.method)
          && path.equals(other.path)
          && result.equals(other.result);
    }

    private Call oneMore() {
      return new Call(system, method, path, result, trouble, times + 1);
    }
  }

  /** What has come since this was last asked. */
  List<Call> news() {
    Stream<Told> all = systems.keySet().stream().flatMap(this::newsOf);
    var calls = new ArrayList<Call>();
    for (Told next : all.sorted(Comparator.comparing(Told::at)).toList()) {
      if (!calls.isEmpty() && calls.getLast().isLike(next.call)) {
        calls.set(calls.size() - 1, calls.getLast().oneMore());
      } else {
        calls.add(next.call);
      }
    }
    return calls;
  }

  /** How often a system was called. */
  int count(String system) {
    return exchanges(system).size();
  }

  private Stream<Told> newsOf(String system) {
    List<Exchange> all = exchanges(system);
    int from = told.getOrDefault(system, 0);
    told.put(system, all.size());
    return all.subList(from, all.size()).stream()
        .map(exchange -> new Told(exchange.request().at(), call(system, exchange)));
  }

  private List<Exchange> exchanges(String system) {
    SimulatedServer server = systems.get(system);
    return server == null ? List.of() : server.exchanges();
  }

  private static Call call(String system, Exchange exchange) {
    return new Call(
        system,
        exchange.request().method(),
        exchange.request().path(),
        result(exchange),
        isTrouble(exchange),
        1);
  }

  private static String result(Exchange exchange) {
    return switch (exchange.fault().orElse(new Fault.Proceed())) {
      case Fault.Proceed _, Fault.Delay _, Fault.Answer _, Fault.EffectThenDelay _ ->
          exchange.reply().map(Traffic::result).orElse("no answer yet");
      case Fault.EffectThenReset _, Fault.EffectThenClose _, Fault.EffectThenHang _ ->
          "done, but the answer is lost";
      case Fault.EffectThenAnswer(Reply reply) -> "done, but answered " + reply.status();
      case Fault.HalfAnswer _ -> "done, but half an answer";
      case Fault.Hang _ -> "no answer";
      case Fault.ResetBefore _, Fault.CloseBefore _ -> "connection lost";
      case Fault.Garbage _, Fault.Drip _, Fault.HugeBody _ -> "an answer that is none";
    };
  }

  private static String result(Reply reply) {
    if (reply.status() == 412) {
      return "412: the token is good";
    }
    return reply
        .header("Retry-After")
        .filter(_ -> reply.status() == 403)
        .map(seconds -> "403 slow down for " + seconds + " s")
        .orElseGet(() -> (reply.status() + " " + words(reply)).strip());
  }

  private static String words(Reply reply) {
    if (reply.status() < 400) {
      return "";
    }
    String words =
        reply.json().stream()
            .flatMap(body -> WORDS.stream().map(body::at))
            .filter(JsonNode::isString)
            .map(JsonNode::stringValue)
            .findFirst()
            .orElse("");
    return words.length() <= LONGEST_WORDS ? words : words.substring(0, LONGEST_WORDS - 1) + "…";
  }

  /** A 404 of what is looked for is no trouble; that of a branch that was just made is. */
  private static boolean isTrouble(Exchange exchange) {
    String result = result(exchange);
    boolean passing =
        result.startsWith("403")
            || result.startsWith("429")
            || result.startsWith("5")
            || result.equals("404 Branch not found");
    boolean delayed =
        exchange.fault().orElse(new Fault.Proceed()) instanceof Fault.Delay
            || exchange.fault().isEmpty();
    return passing || !delayed;
  }

  private record Told(Instant at, Call call) {}
}
