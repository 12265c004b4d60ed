package dev.executionworkers.simulators.github;

import dev.executionworkers.simulators.wire.Json;
import dev.executionworkers.simulators.wire.Reply;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code PUT} of a file, which makes the default branch of an empty repository. */
final class ContentRoutes {

  private final GitHubState state;

  ContentRoutes(GitHubState state) {
    this.state = state;
  }

  Reply answer(Call call, Repository repository, String path) {
    if (!call.is("PUT")) {
      return Answers.notFound(Docs.ROOT);
    }
    if (!state.access(call.caller(), repository).covers(Access.WRITE)) {
      return call.caller() instanceof Caller.Installation
          ? Answers.notAccessible(Docs.CONTENTS)
          : Answers.notFound(Docs.CONTENTS);
    }
    JsonNode body = Answers.objectOf(call, Docs.CONTENTS);
    for (String field : new String[] {"message", "content"}) {
      if (!body.path(field).isString()) {
        return Answers.invalidRequest("\"" + field + "\" wasn't supplied.", Docs.CONTENTS);
      }
    }
    return write(call, repository, path, body);
  }

  private static Reply write(Call call, Repository repository, String path, JsonNode body) {
    String branch = body.path("branch").asString(repository.defaultBranch);
    if (!repository.branches.isEmpty() && !repository.branches.containsKey(branch)) {
      return Answers.error(404, "Branch " + branch + " not found", Docs.CONTENTS);
    }
    Map<String, String> files = repository.branches.computeIfAbsent(branch, b -> new TreeMap<>());
    boolean isNew = !files.containsKey(path);
    if (!isNew && !body.path("sha").isString()) {
      return Answers.invalidRequest("\"sha\" wasn't supplied.", Docs.CONTENTS);
    }
    String blob = BlobIds.of(body.get("content").asString());
    if (!isNew && !body.path("sha").asString().equals(files.get(path))) {
      String message = path + " does not match " + body.path("sha").asString();
      return Answers.error(409, message, Docs.CONTENTS);
    }
    files.put(path, blob);
    ObjectNode answer = Json.object();
    answer
        .putObject("content")
        .put("name", path.substring(path.lastIndexOf('/') + 1))
        .put("path", path)
        .put("sha", blob)
        .put("url", RepositoryView.url(repository, call) + "/contents/" + path + "?ref=" + branch);
    answer
        .putObject("commit")
        .put("sha", BlobIds.of(repository.id + branch + path + blob))
        .put("message", body.get("message").asString());
    return Reply.json(isNew ? 201 : 200, answer);
  }
}
