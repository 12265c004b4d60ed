package dev.executionworkers.adapter.out.github;

import dev.executionworkers.adapter.out.exchange.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Translates a branch's protection from the shape that GitHub's GET gives into the one that its PUT
 * takes: {@code {"enabled": true}} becomes {@code true}, people become logins, teams and apps
 * become slugs, links go. What has the PUT's shape already stays as it is.
 *
 * <p>A flag that we do not know is carried over under its name when it is on, as every flag that
 * GitHub has added so far would have been. What we do not know and is no flag is untranslatable.
 */
final class ProtectionTranslation {
  private static final String STATUS_CHECKS = "required_status_checks";
  private static final String CHECKS = "checks";
  private static final String CONTEXTS = "contexts";
  private static final String ADMINS = "enforce_admins";
  private static final String RESTRICTIONS = "restrictions";
  private static final String DISMISSAL = "dismissal_restrictions";
  private static final String BYPASS = "bypass_pull_request_allowances";
  private static final Set<String> FLAGS =
      Set.of(
          ADMINS,
          "required_linear_history",
          "allow_force_pushes",
          "allow_deletions",
          "block_creations",
          "required_conversation_resolution",
          "lock_branch",
          "allow_fork_syncing");
  private static final Set<String> REVIEW_FLAGS =
      Set.of("dismiss_stale_reviews", "require_code_owner_reviews", "require_last_push_approval");
  private static final Set<String> KNOWN =
      union(
          FLAGS,
          Set.of(STATUS_CHECKS, ProtectionMerge.REVIEWS, RESTRICTIONS),
          Set.of("enabled", "required_signatures"));
  private static final Set<String> KNOWN_OF_REVIEWS =
      union(REVIEW_FLAGS, Set.of(ProtectionMerge.APPROVALS, DISMISSAL, BYPASS));

  /** Requires a check from whichever app reports it. GET writes that as null. */
  private static final int ANY_APP = -1;

  private final ObjectNode body = Json.object();
  private final List<String> untranslatable = new ArrayList<>();

  private ProtectionTranslation() {}

  static ProtectionTranslation of(JsonNode current) {
    ProtectionTranslation translation = new ProtectionTranslation();
    translation.translate(current);
    return translation;
  }

  /** Whether it is a protection at all: GitHub's has a link to itself and at least one section. */
  static boolean isProtection(JsonNode answer) {
    return answer.has("url")
        || KNOWN.stream().anyMatch(answer::has)
        || answer.valueStream().anyMatch(JsonNode::isObject);
  }

  /** What the PUT takes; the four sections that it insists on are null where there is nothing. */
  ObjectNode body() {
    return body;
  }

  /** The names of what would be lost; empty when all could be translated. */
  List<String> untranslatable() {
    return List.copyOf(untranslatable);
  }

  private void translate(JsonNode current) {
    body.putNull(STATUS_CHECKS).putNull(ADMINS);
    body.putNull(ProtectionMerge.REVIEWS).putNull(RESTRICTIONS);
    section(current, STATUS_CHECKS).ifPresent(this::statusChecks);
    section(current, ProtectionMerge.REVIEWS).ifPresent(this::reviews);
    section(current, RESTRICTIONS).ifPresent(there -> body.set(RESTRICTIONS, actors(there)));
    flags(current, FLAGS, body);
    rest(current, KNOWN, body);
  }

  /**
   * Either {@code checks} or {@code contexts}: GitHub answers 422 to both and to neither ("More
   * than one subschema in oneOf matched", ossf/allstar #155, google/go-github #2976). Its
   * description calls {@code contexts} required, so {@code checks} serves only where a check
   * belongs to an app, which {@code contexts} cannot say.
   */
  private void statusChecks(JsonNode there) {
    ObjectNode section = body.putObject(STATUS_CHECKS);
    section.put("strict", flag("strict", there.path("strict")).orElse(false));
    ArrayNode contexts = names(CONTEXTS, there.path(CONTEXTS), "context");
    ArrayNode checks = checks(there.path(CHECKS), contexts);
    if (checks.valueStream().anyMatch(check -> check.path("app_id").longValue() != ANY_APP)) {
      section.set(CHECKS, checks);
    } else {
      ArrayNode named = section.putArray(CONTEXTS);
      checks.forEach(check -> named.add(check.path("context")));
    }
    rest(there, Set.of("strict", CHECKS, CONTEXTS), section);
  }

  private ArrayNode checks(JsonNode there, ArrayNode contexts) {
    ArrayNode checks = Json.object().arrayNode();
    Set<String> named = new HashSet<>();
    for (JsonNode check : there) {
      String context = check.path("context").stringValue("");
      JsonNode app = check.path("app_id");
      if (context.isEmpty() || !(isAbsent(app) || app.isIntegralNumber())) {
        untranslatable.add(CHECKS);
      }
      named.add(context);
      checks.addObject().put("context", context).put("app_id", app.longValue(ANY_APP));
    }
    for (JsonNode context : contexts) {
      if (named.add(context.stringValue())) {
        checks.addObject().put("context", context.stringValue()).put("app_id", ANY_APP);
      }
    }
    return checks;
  }

  private void reviews(JsonNode there) {
    ObjectNode section = body.putObject(ProtectionMerge.REVIEWS);
    JsonNode approvals = there.path(ProtectionMerge.APPROVALS);
    if (approvals.isIntegralNumber()) {
      section.set(ProtectionMerge.APPROVALS, approvals);
    } else if (!isAbsent(approvals)) {
      untranslatable.add(ProtectionMerge.APPROVALS);
    }
    for (String name : List.of(DISMISSAL, BYPASS)) {
      section(there, name).ifPresent(actors -> section.set(name, actors(actors)));
    }
    flags(there, REVIEW_FLAGS, section);
    rest(there, KNOWN_OF_REVIEWS, section);
  }

  private ObjectNode actors(JsonNode there) {
    ObjectNode actors = Json.object();
    actors.set("users", names("users", there.path("users"), "login"));
    actors.set("teams", names("teams", there.path("teams"), "slug"));
    actors.set("apps", names("apps", there.path("apps"), "slug"));
    rest(there, Set.of("users", "teams", "apps"), actors);
    return actors;
  }

  private ArrayNode names(String what, JsonNode there, String key) {
    ArrayNode names = Json.object().arrayNode();
    if (!isAbsent(there) && !there.isArray()) {
      untranslatable.add(what);
    }
    for (JsonNode item : there) {
      String name = item.isString() ? item.stringValue() : item.path(key).stringValue("");
      if (name.isEmpty()) {
        untranslatable.add(what);
      }
      names.add(name);
    }
    return names;
  }

  private Optional<JsonNode> section(JsonNode parent, String name) {
    JsonNode there = parent.path(name);
    if (!isAbsent(there) && !there.isObject()) {
      untranslatable.add(name);
    }
    return there.isObject() ? Optional.of(there) : Optional.empty();
  }

  private void flags(JsonNode there, Set<String> names, ObjectNode to) {
    for (String name : names) {
      flag(name, there.path(name)).ifPresent(on -> to.put(name, on.booleanValue()));
    }
  }

  private Optional<Boolean> flag(String name, JsonNode there) {
    Optional<Boolean> flag = flag(there);
    if (flag.isEmpty() && !isAbsent(there)) {
      untranslatable.add(name);
    }
    return flag;
  }

  private static Optional<Boolean> flag(JsonNode there) {
    JsonNode value = there.isObject() ? there.path("enabled") : there;
    return value.isBoolean() ? Optional.of(value.booleanValue()) : Optional.empty();
  }

  /** Text only describes: names and links. */
  private void rest(JsonNode there, Set<String> known, ObjectNode to) {
    for (Entry<String, JsonNode> field : there.properties()) {
      JsonNode value = field.getValue();
      if (known.contains(field.getKey()) || value.isString() || isNothing(value)) {
        continue;
      }
      Optional<Boolean> flag = flag(value);
      if (flag.isEmpty()) {
        untranslatable.add(field.getKey());
      } else if (flag.get()) {
        to.put(field.getKey(), true);
      }
    }
  }

  private static boolean isNothing(JsonNode value) {
    return value.isNull() || (value.isContainer() && value.isEmpty());
  }

  private static boolean isAbsent(JsonNode node) {
    return node.isMissingNode() || node.isNull();
  }

  @SafeVarargs
  private static Set<String> union(Set<String>... sets) {
    Set<String> union = new HashSet<>();
    for (Set<String> set : sets) {
      union.addAll(set);
    }
    return Set.copyOf(union);
  }
}
