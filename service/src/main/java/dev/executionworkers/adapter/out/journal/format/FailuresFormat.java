package dev.executionworkers.adapter.out.journal.format;

import dev.executionworkers.port.out.Ledger.StepFailures;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** The failed attempts of an execution as the journal keeps them. */
public final class FailuresFormat {
  private FailuresFormat() {}

  /** The failures in JSON; empty when there are none. */
  public static Optional<String> write(Collection<StepFailures> failures) {
    if (failures.isEmpty()) {
      return Optional.empty();
    }
    ArrayNode array = Json.array();
    for (StepFailures each : failures) {
      array
          .addObject()
          .put("step", each.step())
          .put("count", each.count())
          .put("code", each.code())
          .put("peerStatus", each.peerStatus())
          .put("detail", each.detail())
          .put("lastAt", each.lastAt().toEpochMilli());
    }
    return Optional.of(Json.write(array));
  }

  /** The failures that were written. */
  public static List<StepFailures> read(String text) {
    return Json.reading("failed attempts", text, FailuresFormat::failures);
  }

  private static List<StepFailures> failures(JsonNode array) {
    List<StepFailures> failures = new ArrayList<>();
    for (JsonNode json : array) {
      failures.add(
          new StepFailures(
              json.required("step").stringValue(),
              json.required("count").intValue(),
              json.required("code").stringValue(),
              json.required("peerStatus").intValue(),
              json.required("detail").stringValue(),
              Instant.ofEpochMilli(json.required("lastAt").longValue())));
    }
    return failures;
  }
}
