package dev.executionworkers.simulators.github;

import dev.executionworkers.simulators.wire.Json;
import dev.executionworkers.simulators.wire.Reply;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** {@code …/branches/{branch}/protection} and its {@code required_signatures}. */
final class ProtectionRoutes {

  private static final String UPGRADE =
      "Upgrade to GitHub Pro or make this repository public to enable this feature.";

  private final GitHubState state;

  ProtectionRoutes(GitHubState state) {
    this.state = state;
  }

  /**
   * Answers.
   *
   * @param rest what follows {@code protection} in the path
   */
  Reply answer(Call call, Repository repository, String branch, List<String> rest) {
    String docs = docs(call);
    requireReady(call, repository, branch, docs);
    if (rest.equals(List.of("required_signatures"))) {
      return signatures(call, repository, branch);
    }
    if (!rest.isEmpty()) {
      return Answers.notFound(Docs.ROOT);
    }
    return switch (call.method()) {
      case "GET" -> show(call, repository, branch);
      case "PUT" -> replace(call, repository, branch);
      case "DELETE" -> remove(repository, branch);
      default -> Answers.notFound(Docs.ROOT);
    };
  }

  private static String docs(Call call) {
    return switch (call.method()) {
      case "PUT" -> Docs.UPDATE_PROTECTION;
      case "DELETE" -> Docs.DELETE_PROTECTION;
      default -> Docs.GET_PROTECTION;
    };
  }

  /** Permission, plan, visibility and the branch, in this order. */
  private void requireReady(Call call, Repository repository, String branch, String docs) {
    if (!state.access(call.caller(), repository).covers(Access.ADMIN)) {
      throw new Refused(
          call.caller() instanceof Caller.Installation
              ? Answers.notAccessible(docs)
              : Answers.notFound(docs));
    }
    if (repository.isPrivate && !repository.owner.protectsPrivateRepositories) {
      throw new Refused(Answers.error(403, UPGRADE, docs));
    }
    if (repository.lags(Lag.PROTECTION_NOT_FOUND)) {
      throw new Refused(Answers.notFound(docs));
    }
    if (!repository.branches.containsKey(branch)
        || repository.lags(Lag.PROTECTION_BRANCH_NOT_FOUND)) {
      throw new Refused(Answers.branchNotFound(docs));
    }
  }

  private Reply show(Call call, Repository repository, String branch) {
    requireProtected(repository, branch, Docs.GET_PROTECTION);
    return Reply.json(200, render(call, repository, branch));
  }

  private Reply replace(Call call, Repository repository, String branch) {
    var parser = new ProtectionParser(repository.owner.isOrganisation());
    Protection wanted = parser.parse(Answers.objectOf(call, Docs.UPDATE_PROTECTION));
    repository.protections.put(branch, wanted);
    state.protectionWrites++;
    return Reply.json(200, render(call, repository, branch));
  }

  private static Reply remove(Repository repository, String branch) {
    requireProtected(repository, branch, Docs.DELETE_PROTECTION);
    repository.protections.remove(branch);
    repository.signedBranches.remove(branch);
    return Reply.empty(204);
  }

  private static Reply signatures(Call call, Repository repository, String branch) {
    requireProtected(repository, branch, Docs.SIGNATURES);
    switch (call.method()) {
      case "GET" -> {}
      case "POST" -> repository.signedBranches.add(branch);
      case "DELETE" -> {
        repository.signedBranches.remove(branch);
        return Reply.empty(204);
      }
      default -> {
        return Answers.notFound(Docs.ROOT);
      }
    }
    ObjectNode body =
        Json.object()
            .put(
                "url",
                BranchRoutes.protectionUrl(repository, branch, call) + "/required_signatures")
            .put("enabled", repository.signedBranches.contains(branch));
    return Reply.json(200, body);
  }

  private static void requireProtected(Repository repository, String branch, String docs) {
    if (!repository.protections.containsKey(branch)) {
      throw new Refused(Answers.error(404, "Branch not protected", docs));
    }
  }

  private static ObjectNode render(Call call, Repository repository, String branch) {
    String url = BranchRoutes.protectionUrl(repository, branch, call);
    return new ProtectionView(url).render(repository, branch);
  }
}
