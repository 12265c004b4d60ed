package dev.executionworkers.simulators.github;

import dev.executionworkers.simulators.wire.Json;
import dev.executionworkers.simulators.wire.Reply;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.node.ObjectNode;

/** {@code GET} of a branch. */
final class BranchRoutes {

  Reply answer(Call call, Repository repository, String branch) {
    if (!call.is("GET")) {
      return Answers.notFound(Docs.ROOT);
    }
    if (!repository.branches.containsKey(branch) || repository.lags(Lag.BRANCH)) {
      return Answers.branchNotFound(Docs.GET_BRANCH);
    }
    ObjectNode body = Json.object().put("name", branch);
    String sha = BlobIds.of(repository.id + branch);
    body.putObject("commit")
        .put("sha", sha)
        .put("url", RepositoryView.url(repository, call) + "/commits/" + sha);
    body.put("protected", repository.protections.containsKey(branch))
        .put("protection_url", protectionUrl(repository, branch, call));
    return Reply.json(200, body);
  }

  static String protectionUrl(Repository repository, String branch, Call call) {
    String encoded = URLEncoder.encode(branch, StandardCharsets.UTF_8).replace("+", "%20");
    return RepositoryView.url(repository, call) + "/branches/" + encoded + "/protection";
  }
}
