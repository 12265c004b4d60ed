package dev.executionworkers.simulators.github;

import dev.executionworkers.simulators.wire.Reply;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** {@code GET}, {@code PATCH} and {@code DELETE} of a repository. */
final class RepositoryRoutes {

  private final GitHubState state;

  RepositoryRoutes(GitHubState state) {
    this.state = state;
  }

  Reply answer(Call call, Repository repository) {
    return switch (call.method()) {
      case "GET" ->
          repository.lags(Lag.REPOSITORY)
              ? Answers.notFound(Docs.GET_REPOSITORY)
              : show(call, repository);
      case "PATCH" -> update(call, repository);
      case "DELETE" -> delete(call, repository);
      default -> Answers.notFound(Docs.ROOT);
    };
  }

  private Reply show(Call call, Repository repository) {
    Access access = state.access(call.caller(), repository);
    return Reply.json(200, RepositoryView.render(repository, access, call));
  }

  private Reply update(Call call, Repository repository) {
    requireAdmin(call, repository, Docs.UPDATE_REPOSITORY);
    JsonNode body = Answers.objectOf(call, Docs.UPDATE_REPOSITORY);
    if (body.has("name")) {
      rename(repository, RepositoryName.rewritten(body.get("name").asString()));
    }
    if (body.has("private")) {
      repository.isPrivate = Answers.booleanOf(body, "private", Docs.UPDATE_REPOSITORY);
    }
    if (body.has("description")) {
      repository.description = body.get("description").asString("");
    }
    if (body.has("default_branch")) {
      repository.defaultBranch = body.get("default_branch").asString();
    }
    return show(call, repository);
  }

  private void rename(Repository repository, String name) {
    Optional<Repository> other = state.repository(repository.owner.login, name);
    var errors =
        other.isPresent() && other.get() != repository
            ? List.of(Answers.nameError("name already exists on this account"))
            : RepositoryName.errors(name);
    if (!errors.isEmpty()) {
      throw new Refused(Answers.invalid("Validation Failed", errors, Docs.UPDATE_REPOSITORY));
    }
    state.rename(repository, name);
  }

  private Reply delete(Call call, Repository repository) {
    requireAdmin(call, repository, Docs.DELETE_REPOSITORY);
    state.delete(repository);
    return Reply.empty(204);
  }

  private void requireAdmin(Call call, Repository repository, String docs) {
    if (!state.access(call.caller(), repository).covers(Access.ADMIN)) {
      throw new Refused(
          call.caller() instanceof Caller.Installation
              ? Answers.notAccessible(docs)
              : Answers.error(403, "Must have admin rights to Repository.", docs));
    }
  }
}
