package dev.executionworkers.adapter.out.github;

import dev.executionworkers.adapter.out.exchange.Json;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Raises a branch's protection without weakening it: the approvals are the larger of what is there
 * and what is wanted, everything else stays. Pure.
 *
 * <p>The PUT replaces the whole protection, so what is there is translated into it. Where something
 * is there that cannot be translated, nothing may be written. Required signatures have an endpoint
 * of their own, which the PUT does not touch.
 */
final class ProtectionMerge {
  static final String REVIEWS = "required_pull_request_reviews";
  static final String APPROVALS = "required_approving_review_count";

  private ProtectionMerge() {}

  /** What is to be done. */
  sealed interface Merged {

    /** Nothing: it is protected as wanted already. */
    record Satisfied() implements Merged {}

    /** Write this. */
    record ToWrite(ObjectNode body) implements Merged {}

    /** Nothing may be written, since these parts of the protection would be lost. */
    record CannotKeep(List<String> parts) implements Merged {}
  }

  /**
   * Merges.
   *
   * @param current the protection as the GET gives it; an empty object for none
   * @param wantedApprovals at least 1
   */
  static Merged merge(JsonNode current, int wantedApprovals) {
    if (approvals(current) >= wantedApprovals) {
      return new Merged.Satisfied();
    }
    ProtectionTranslation translation = ProtectionTranslation.of(current);
    if (!translation.untranslatable().isEmpty()) {
      return new Merged.CannotKeep(translation.untranslatable());
    }
    ObjectNode body = translation.body();
    ObjectNode reviews =
        body.path(REVIEWS) instanceof ObjectNode there ? there : body.putObject(REVIEWS);
    reviews.put(APPROVALS, wantedApprovals);
    return new Merged.ToWrite(body);
  }

  /** The protection of a branch that has none. */
  static JsonNode none() {
    return Json.object();
  }

  /** How many approvals a protection demands; 0 for none. */
  static int approvals(JsonNode protection) {
    return protection.path(REVIEWS).path(APPROVALS).intValue(0);
  }
}
