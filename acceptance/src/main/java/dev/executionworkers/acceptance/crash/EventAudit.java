package dev.executionworkers.acceptance.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** One event, by its id, for each recorded outcome, which says the same; and no other. */
final class EventAudit {
  private static final String ENDED = "-ended";

  private EventAudit() {}

  static List<String> violations(List<LedgerEntry> ledger, Map<String, JsonNode> events) {
    var violations = new ArrayList<String>();
    for (LedgerEntry entry : ledger) {
      JsonNode event = events.get(entry.id() + ENDED);
      if (entry.isUnfinished()) {
        continue;
      }
      if (event == null) {
        violations.add("no event: " + entry);
      } else if (!tells(event.path("data"), entry)) {
        violations.add("an event that says something else: " + event + " of " + entry);
      }
    }
    var unknown = new TreeSet<>(events.keySet());
    unknown.removeAll(
        ledger.stream()
            .filter(entry -> !entry.isUnfinished())
            .map(entry -> entry.id() + ENDED)
            .collect(Collectors.toSet()));
    unknown.forEach(id -> violations.add("an event without an outcome: " + events.get(id)));
    return violations;
  }

  private static boolean tells(JsonNode data, LedgerEntry entry) {
    return data.path("result").asString("").equals(entry.hasSucceeded() ? "success" : "error")
        && data.path("code").asString("").equals(entry.code())
        && data.path("operation").asString("").equals(entry.operation());
  }
}
