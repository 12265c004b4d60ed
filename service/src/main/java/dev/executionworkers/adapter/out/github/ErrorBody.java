package dev.executionworkers.adapter.out.github;

import dev.executionworkers.adapter.out.exchange.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * What a GitHub error body says, read tolerantly: {@code errors} may be objects, plain strings, or
 * missing; {@code message} may have several lines; a proxy in front may answer HTML.
 *
 * @param message GitHub's own words, empty when the body has none
 * @param errors the particulars
 * @param searched the text in which signs are looked for; never shown
 */
record ErrorBody(String message, List<Particular> errors, String searched) {
  private static final int MAX_SEARCHED_CHARS = 4096;
  private static final Pattern EXISTS = ignoringCase("already exists");
  private static final Pattern PLAN =
      ignoringCase(
          "upgrade to github|upgrade your (?:subscription|plan)|make this repository public to");
  private static final Pattern RATE_LIMIT =
      ignoringCase(
          "secondary[ -]rate[ -]limit|abuse detection|rate limit exceeded"
              + "|temporarily blocked from content creation");

  /** One entry of {@code errors}; what is missing is empty. */
  record Particular(String field, String code, String message) {}

  static ErrorBody of(String body) {
    Optional<JsonNode> object = Json.read(body).filter(JsonNode::isObject);
    if (object.isEmpty()) {
      return new ErrorBody("", List.of(), head(body));
    }
    JsonNode root = object.get();
    String message = root.path("message").stringValue("");
    List<Particular> errors = particulars(root.path("errors"));
    Stream<String> searched =
        Stream.concat(
            Stream.of(message, root.path("documentation_url").stringValue("")),
            errors.stream().map(Particular::message));
    return new ErrorBody(message, errors, head(searched.collect(Collectors.joining("\n"))));
  }

  private static List<Particular> particulars(JsonNode errors) {
    List<Particular> read = new ArrayList<>();
    for (JsonNode error : errors.isArray() ? errors : List.of(errors)) {
      if (error.isString()) {
        read.add(new Particular("", "", error.stringValue()));
      } else if (error.isObject()) {
        read.add(
            new Particular(
                error.path("field").stringValue(""),
                error.path("code").stringValue(""),
                error.path("message").stringValue("")));
      }
    }
    return List.copyOf(read);
  }

  private static String head(String text) {
    return text.substring(0, Math.min(text.length(), MAX_SEARCHED_CHARS));
  }

  /**
   * Whether a 422 to a creation says that the name is taken. {@code code} is {@code custom} for
   * every error of the name, so only the message tells (community discussion 53911).
   */
  boolean nameTaken() {
    return errors.stream()
        .filter(error -> error.field().equals("name"))
        .anyMatch(error ->
            error.code().equals("already_exists") || EXISTS.matcher(error.message()).find());
  }

  /** Whether the plan lacks the feature: 403 for protections, 422 for private repositories. */
  boolean planRefuses() {
    return PLAN.matcher(searched).find();
  }

  /** Whether the body alone says that a rate limit was hit, as it does for secondary limits. */
  boolean rateLimited() {
    return RATE_LIMIT.matcher(searched).find();
  }

  /** Message and particulars on one line, still to be bounded and cleaned. */
  String summary() {
    StringBuilder summary = new StringBuilder(message);
    for (Particular error : errors) {
      String text = error.message().isEmpty() ? error.code() : error.message();
      if (!text.isEmpty()) {
        summary.append(summary.isEmpty() ? "" : "; ");
        summary.append(error.field().isEmpty() ? "" : error.field() + ": ").append(text);
      }
    }
    return summary.toString();
  }

  private static Pattern ignoringCase(String regex) {
    return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
  }
}
