package dev.executionworkers.simulators.github;

import dev.executionworkers.simulators.github.Protection.Actors;
import dev.executionworkers.simulators.github.Protection.Check;
import dev.executionworkers.simulators.github.Protection.Flag;
import dev.executionworkers.simulators.github.Protection.Reviews;
import dev.executionworkers.simulators.github.Protection.StatusChecks;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Reads the body of a {@code PUT} of protection, which replaces all there was: what is null, or may
 * be left out and is, is off afterwards. That an omitted flag is off is documented as a default
 * only.
 */
final class ProtectionParser {

  private static final List<String> REQUIRED =
      List.of(
          "enforce_admins",
          "required_pull_request_reviews",
          "required_status_checks",
          "restrictions");
  private static final int MAX_APPROVALS = 6;
  private static final int MAX_ACTORS = 100;

  private final boolean ownedByOrganisation;

  ProtectionParser(boolean ownedByOrganisation) {
    this.ownedByOrganisation = ownedByOrganisation;
  }

  Protection parse(JsonNode body) {
    List<String> missing =
        REQUIRED.stream().filter(f -> !body.has(f)).map(f -> "\"" + f + "\"").toList();
    if (!missing.isEmpty()) {
      String verb = missing.size() == 1 ? " wasn't" : " weren't";
      throw invalid(String.join(", ", missing) + verb + " supplied.");
    }
    Set<Flag> on = EnumSet.noneOf(Flag.class);
    for (Flag flag : Flag.values()) {
      if (Answers.booleanOf(body, flag.wireName, Docs.UPDATE_PROTECTION)) {
        on.add(flag);
      }
    }
    return new Protection(
        section(body, "required_status_checks").map(ProtectionParser::statusChecks),
        section(body, "required_pull_request_reviews").map(this::reviews),
        section(body, "restrictions").map(this::restrictions),
        on);
  }

  private static Optional<JsonNode> section(JsonNode body, String field) {
    JsonNode section = body.path(field);
    if (section.isNull() || section.isMissingNode()) {
      return Optional.empty();
    }
    if (!section.isObject()) {
      throw invalid("For 'properties/" + field + "', " + section + " is not an object.");
    }
    return Optional.of(section);
  }

  /**
   * Wants {@code strict} and exactly one of {@code contexts} and {@code checks} (go-github #2976).
   */
  private static StatusChecks statusChecks(JsonNode section) {
    boolean contexts = section.has("contexts");
    boolean checks = section.has("checks");
    if (!section.path("strict").isBoolean() || contexts == checks) {
      String oneOf = contexts && checks ? "More than one" : "No";
      throw invalid(
          "No subschema in \"anyOf\" matched.\n"
              + oneOf
              + " subschema in \"oneOf\" matched.\n"
              + "Not all subschemas of \"allOf\" matched.\nFor 'anyOf/1', "
              + section
              + " is not a null.");
    }
    var wanted = new ArrayList<Check>();
    if (contexts) {
      for (String context : strings(section, "contexts")) {
        wanted.add(new Check(context, OptionalLong.empty()));
      }
    }
    for (JsonNode check : section.path("checks")) {
      wanted.add(check(check));
    }
    return new StatusChecks(section.get("strict").asBoolean(), List.copyOf(wanted));
  }

  /** An {@code app_id} of -1 means any App; absent is taken to mean the same. */
  private static Check check(JsonNode check) {
    if (!check.path("context").isString()) {
      throw invalid("\"context\" wasn't supplied.");
    }
    JsonNode app = check.path("app_id");
    boolean any = !app.isIntegralNumber() || app.asLong() < 0;
    return new Check(
        check.get("context").asString(),
        any ? OptionalLong.empty() : OptionalLong.of(app.asLong()));
  }

  /** An object without a count gets one approval, as was recorded. */
  private Reviews reviews(JsonNode section) {
    JsonNode count = section.path("required_approving_review_count");
    if (!count.isMissingNode() && (!count.isIntegralNumber() || count.asInt() < 0)) {
      throw invalid(
          "For 'properties/required_approving_review_count', " + count + " is not valid.");
    }
    if (count.asInt(1) > MAX_APPROVALS) {
      throw invalid(
          "No subschema in \"anyOf\" matched.\nFor 'properties/required_approving_review_count', "
              + count
              + " is not less than or equal to 6.\nFor 'anyOf/1', "
              + section
              + " is not a null.");
    }
    return new Reviews(
        count.asInt(1),
        flag(section, "dismiss_stale_reviews"),
        flag(section, "require_code_owner_reviews"),
        flag(section, "require_last_push_approval"),
        optionalActors(section, "dismissal_restrictions"),
        optionalActors(section, "bypass_pull_request_allowances"));
  }

  private static boolean flag(JsonNode section, String field) {
    return Answers.booleanOf(section, field, Docs.UPDATE_PROTECTION);
  }

  /** An empty object switches them off. */
  private Optional<Actors> optionalActors(JsonNode reviews, String field) {
    return section(reviews, field).filter(actors -> !actors.isEmpty()).map(this::actors);
  }

  private Actors restrictions(JsonNode section) {
    if (!section.has("users") || !section.has("teams")) {
      throw invalid("\"users\" and \"teams\" are required in restrictions.");
    }
    return actors(section);
  }

  private Actors actors(JsonNode section) {
    if (!ownedByOrganisation) {
      throw new Refused(
          Answers.invalid(
              "Validation Failed",
              List.of("Only organization repositories can have users and team restrictions"),
              Docs.UPDATE_PROTECTION));
    }
    var actors =
        new Actors(strings(section, "users"), strings(section, "teams"), strings(section, "apps"));
    if (actors.users().size() + actors.teams().size() + actors.apps().size() > MAX_ACTORS) {
      throw new Refused(
          Answers.invalid(
              "Validation Failed",
              List.of("Only " + MAX_ACTORS + " users, teams and apps in total are allowed"),
              Docs.UPDATE_PROTECTION));
    }
    return actors;
  }

  /** Each once, in the order given. Absent is empty. */
  private static List<String> strings(JsonNode section, String field) {
    JsonNode array = section.path(field);
    if (array.isMissingNode()) {
      return List.of();
    }
    if (!array.isArray() || array.valueStream().anyMatch(value -> !value.isString())) {
      throw invalid("For 'properties/" + field + "', " + array + " is not an array of strings.");
    }
    return array.valueStream().map(JsonNode::asString).distinct().toList();
  }

  private static Refused invalid(String what) {
    return new Refused(Answers.invalidRequest(what, Docs.UPDATE_PROTECTION));
  }
}
