package dev.executionworkers.acceptance.crash;

import dev.executionworkers.simulators.wire.Received;
import dev.executionworkers.simulators.wire.Reply;
import dev.executionworkers.simulators.wire.SimulatedServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Takes domain events and keeps each once, by its id. Safe for many threads. */
final class EventSink implements AutoCloseable {
  private final Map<String, JsonNode> events = new TreeMap<>();
  private final List<String> violations = new ArrayList<>();
  private final SimulatedServer server = SimulatedServer.start("events", this::take);

  /** What it listens with: its faults, and what it received. */
  SimulatedServer server() {
    return server;
  }

  /** The value of {@code EVENTS_SINK}. */
  String url() {
    return server.baseUri() + "/events";
  }

  /** Every event, by its id. */
  synchronized Map<String, JsonNode> events() {
    return Map.copyOf(events);
  }

  /** What was sent that must not be: no event, or another one under an id that had come before. */
  synchronized List<String> violations() {
    return List.copyOf(violations);
  }

  @Override
  public void close() {
    server.close();
  }

  private synchronized Reply take(Received request) {
    JsonNode event = request.json().orElse(null);
    if (event == null || event.path("id").asString("").isEmpty()) {
      violations.add("no event: " + request);
      return Reply.empty(400);
    }
    JsonNode before = events.putIfAbsent(event.path("id").asString(), event);
    if (before != null && !before.equals(event)) {
      violations.add("two events under one id: " + before + " and " + event);
    }
    return Reply.empty(202);
  }
}
