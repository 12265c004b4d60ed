package dev.executionworkers.simulators.github;

import dev.executionworkers.simulators.wire.Json;
import dev.executionworkers.simulators.wire.Reply;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** GitHub's error bodies: {@code message}, {@code documentation_url} and the status as a string. */
final class Answers {

  private Answers() {}

  static Reply error(int status, String message, String docs) {
    return Reply.json(status, body(status, message, docs));
  }

  static Reply notFound(String docs) {
    return error(404, "Not Found", docs);
  }

  static Reply branchNotFound(String docs) {
    return error(404, "Branch not found", docs);
  }

  static Reply requiresAuthentication(String docs) {
    return error(401, "Requires authentication", docs);
  }

  /** To an installation token, where only a user's will do. */
  static Reply notForInstallations(String docs) {
    return error(403, "Resource not accessible by integration", docs);
  }

  /** To an installation token without the permission; the header names what is needed. */
  static Reply notAccessible(String docs) {
    return notForInstallations(docs).with("X-Accepted-GitHub-Permissions", "administration=write");
  }

  /** Of an installation that its account has suspended (octokit.rb #1307). */
  static Reply suspended() {
    return error(403, "This installation has been suspended", Docs.APPS);
  }

  /** 422 with {@code errors} that are objects, or plain strings. */
  static Reply invalid(String message, List<?> errors, String docs) {
    ObjectNode body = Json.object().put("message", message);
    body.set("errors", Json.node(errors));
    body.put("documentation_url", docs).put("status", "422");
    return Reply.json(422, body);
  }

  /** 422 by the request's schema, which says it in the message's third line and has no errors. */
  static Reply invalidRequest(String what, String docs) {
    return error(422, "Invalid request.\n\n" + what, docs);
  }

  /** One of the {@code errors} of a repository that could not be created. */
  static JsonNode nameError(String message) {
    return Json.object()
        .put("resource", "Repository")
        .put("code", "custom")
        .put("field", "name")
        .put("message", message);
  }

  static ObjectNode body(int status, String message, String docs) {
    return Json.object()
        .put("message", message)
        .put("documentation_url", docs)
        .put("status", Integer.toString(status));
  }

  /** The request's JSON object, or 400 in GitHub's words. */
  static JsonNode objectOf(Call call, String docs) {
    JsonNode body =
        call.request()
            .json()
            .orElseThrow(() -> new Refused(error(400, "Problems parsing JSON", docs)));
    if (!body.isObject()) {
      throw new Refused(error(400, "Body should be a JSON object", docs));
    }
    return body;
  }

  /** The boolean of that name, or false when it is absent or null; 422 when it is anything else. */
  static boolean booleanOf(JsonNode body, String field, String docs) {
    JsonNode value = body.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return false;
    }
    if (!value.isBoolean()) {
      throw new Refused(
          invalidRequest("For 'properties/" + field + "', " + value + " is not a boolean.", docs));
    }
    return value.asBoolean();
  }
}
