package dev.executionworkers.simulators.github;

import dev.executionworkers.simulators.wire.Json;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What GitHub makes of the name a client asks for. */
final class RepositoryName {

  private static final int MAX_LENGTH = 100;

  private RepositoryName() {}

  /**
   * The name as it will be: each run of characters that are not allowed becomes one hyphen, {@code
   * "Kyles Repository"} becomes {@code Kyles-Repository} (terraform-provider-github #1001).
   */
  static String rewritten(String wanted) {
    return wanted.replaceAll("[^-a-zA-Z0-9_.]+", "-");
  }

  /** What is wrong with the name, as {@code errors}; empty when nothing is. */
  static List<JsonNode> errors(String name) {
    var errors = new ArrayList<JsonNode>();
    if (name.isEmpty()) {
      errors.add(
          Json.object()
              .put("resource", "Repository")
              .put("code", "missing_field")
              .put("field", "name"));
      errors.add(Answers.nameError("name is too short (minimum is 1 character)"));
    } else if (name.length() > MAX_LENGTH) {
      errors.add(Answers.nameError("name is too long (maximum is " + MAX_LENGTH + " characters)"));
    } else if (name.equals(".") || name.equals("..")) {
      errors.add(
          Answers.nameError("name is reserved")); // an assumption: the words are not recorded
    }
    return errors;
  }
}
