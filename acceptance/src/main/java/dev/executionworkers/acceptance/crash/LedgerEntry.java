package dev.executionworkers.acceptance.crash;

import dev.executionworkers.acceptance.Answer;
import dev.executionworkers.acceptance.Caller;
import dev.executionworkers.acceptance.Patience;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * An execution as the service's ledger has it.
 *
 * @param state {@code unfinished}, {@code succeeded} or {@code failed}
 * @param code of the failure; empty without one
 * @param outboundKey what foreign systems know it by
 * @param awaitsAftercare whether it is still to be looked after
 */
record LedgerEntry(
    String id,
    String operation,
    String subject,
    String state,
    String code,
    String outboundKey,
    boolean awaitsAftercare) {
  private static final Duration LONGEST_OUTAGE = Duration.ofMinutes(1);
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(200);
  private static final String PAGE = "/operations?limit=200";

  boolean isUnfinished() {
    return state.equals("unfinished");
  }

  boolean hasSucceeded() {
    return state.equals("succeeded");
  }

  /**
   * All of them, newest first.
   *
   * @throws IllegalStateException when the ledger cannot be read
   */
  static List<LedgerEntry> all(Caller caller) {
    return every(caller, PAGE);
  }

  /** What has not ended, newest first. */
  static List<LedgerEntry> unfinished(Caller caller) {
    return every(caller, PAGE + "&state=unfinished");
  }

  private static List<LedgerEntry> every(Caller caller, String first) {
    var entries = new ArrayList<LedgerEntry>();
    String page = first;
    while (!page.isEmpty()) {
      JsonNode body = read(caller, page);
      for (JsonNode line : body.path("operations")) {
        entries.add(of(read(caller, "/operations/" + line.path("operationId").asString())));
      }
      page = body.has("next") ? first + "&before=" + body.path("next").asLong() : "";
    }
    return entries;
  }

  /** Asked again while the journal is away. */
  private static JsonNode read(Caller caller, String path) {
    var answers = new ArrayList<Answer>();
    Patience.until(
        LONGEST_OUTAGE,
        BETWEEN_TRIES,
        path + " is answered",
        () -> {
          answers.add(caller.get(path));
          return answers.getLast().status() == 200;
        });
    return answers.getLast().json();
  }

  private static LedgerEntry of(JsonNode entry) {
    return new LedgerEntry(
        entry.path("operationId").asString(""),
        entry.path("operation").asString(""),
        entry.path("subject").asString(""),
        entry.path("state").asString(""),
        entry.path("code").asString(""),
        entry.path("outboundKey").asString(""),
        entry.has("aftercareAt"));
  }
}
