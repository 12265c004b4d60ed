package dev.executionworkers.simulators.github;

import dev.executionworkers.simulators.wire.Json;
import tools.jackson.databind.node.ObjectNode;

/** A repository as answers carry it. */
final class RepositoryView {

  private RepositoryView() {}

  static ObjectNode render(Repository repository, Access access, Call call) {
    String html = call.htmlUrl() + "/" + repository.fullName();
    ObjectNode body =
        Json.object()
            .put("id", repository.id)
            .put("node_id", "R_" + repository.id)
            .put("name", repository.name)
            .put("full_name", repository.fullName())
            .put("private", repository.isPrivate);
    body.set("owner", AccountRoutes.describe(repository.owner, call));
    body.put("html_url", html);
    if (repository.description.isEmpty()) {
      body.putNull("description");
    } else {
      body.put("description", repository.description);
    }
    body.put("fork", false)
        .put("url", url(repository, call))
        .put("created_at", repository.createdAt.toString())
        .put("updated_at", repository.createdAt.toString())
        .put("pushed_at", repository.createdAt.toString())
        .put("git_url", "git://" + call.sshHost() + "/" + repository.fullName() + ".git")
        .put("ssh_url", "git@" + call.sshHost() + ":" + repository.fullName() + ".git")
        .put("clone_url", html + ".git")
        .put("size", 0)
        .put("archived", false)
        .put("disabled", false)
        .put("visibility", repository.isPrivate ? "private" : "public")
        .put("default_branch", repository.defaultBranch);
    body.putObject("permissions")
        .put("admin", access.covers(Access.ADMIN))
        .put("maintain", access.covers(Access.ADMIN))
        .put("push", access.covers(Access.WRITE))
        .put("triage", access.covers(Access.WRITE))
        .put("pull", access.covers(Access.READ));
    return body;
  }

  static String url(Repository repository, Call call) {
    return call.apiUrl() + "/repos/" + repository.fullName();
  }
}
