package dev.executionworkers.simulators.github;

import dev.executionworkers.simulators.wire.Json;
import dev.executionworkers.simulators.wire.Reply;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Which path does what. What is no route here is 404, as GitHub answers wrong methods too. */
final class Routes {

  private final GitHubState state;
  private final RateLimits limits;
  private final AppRoutes apps;
  private final AccountRoutes accounts;
  private final CreateRoute create;
  private final RepositoryRoutes repositories;
  private final BranchRoutes branches;
  private final ProtectionRoutes protections;
  private final ContentRoutes contents;

  Routes(GitHubState state, RateLimits limits) {
    this.state = state;
    this.limits = limits;
    this.apps = new AppRoutes(state);
    this.accounts = new AccountRoutes(state);
    this.create = new CreateRoute(state);
    this.repositories = new RepositoryRoutes(state);
    this.branches = new BranchRoutes();
    this.protections = new ProtectionRoutes(state);
    this.contents = new ContentRoutes(state);
  }

  Reply answer(Call call) {
    try {
      if (AppRoutes.serves(call.path())) {
        return apps.answer(call);
      }
      if (call.caller() instanceof Caller.Application) {
        // An assumption: what a JWT is answered where only tokens are taken is nowhere recorded.
        return Answers.error(401, "Bad credentials", Docs.ROOT);
      }
      return switch (call.path().getFirst()) {
        case "user" -> underUser(call);
        case "users" -> accounts.user(call);
        case "orgs" -> underOrganisation(call);
        case "repos" -> byName(call);
        case "repositories" -> byId(call);
        case "rate_limit" -> rateLimit(call);
        default -> Answers.notFound(Docs.ROOT);
      };
    } catch (Refused refused) {
      return refused.reply();
    }
  }

  private Reply underUser(Call call) {
    if (call.path().size() == 1 && call.is("GET")) {
      return accounts.self(call);
    }
    boolean repos = call.path().equals(List.of("user", "repos"));
    return repos && call.is("POST") ? create.forUser(call) : Answers.notFound(Docs.ROOT);
  }

  private Reply underOrganisation(Call call) {
    if (call.path().size() == 2 && call.is("GET")) {
      return accounts.organisation(call);
    }
    boolean repos = call.path().size() == 3 && call.path().getLast().equals("repos");
    return repos && call.is("POST")
        ? create.inOrganisation(call, call.path().get(1))
        : Answers.notFound(Docs.ROOT);
  }

  private Reply rateLimit(Call call) {
    ObjectNode body = Json.object();
    body.putObject("resources").set("core", limits.describe(call.caller()));
    body.set("rate", limits.describe(call.caller()));
    return Reply.json(200, body);
  }

  private Reply byName(Call call) {
    List<String> path = call.path();
    if (path.size() < 3) {
      return Answers.notFound(Docs.ROOT);
    }
    List<String> rest = path.subList(3, path.size());
    Optional<Repository> found = state.repository(path.get(1), path.get(2));
    if (found.isEmpty()) {
      Repository renamed = visible(call, state.byFormerName(path.get(1), path.get(2)), rest);
      return redirect(call, renamed);
    }
    return inRepository(call, visible(call, found, rest), rest);
  }

  private Reply byId(Call call) {
    List<String> path = call.path();
    if (path.size() < 2 || !path.get(1).matches("\\d{1,18}")) {
      return Answers.notFound(Docs.ROOT);
    }
    List<String> rest = path.subList(2, path.size());
    Optional<Repository> found = state.repository(Long.parseLong(path.get(1)));
    return inRepository(call, visible(call, found, rest), rest);
  }

  private Reply inRepository(Call call, Repository repository, List<String> rest) {
    if (rest.isEmpty()) {
      return repositories.answer(call, repository);
    }
    if (rest.getFirst().equals("contents") && rest.size() > 1) {
      return contents.answer(call, repository, String.join("/", rest.subList(1, rest.size())));
    }
    if (!rest.getFirst().equals("branches") || rest.size() < 2) {
      return Answers.notFound(Docs.ROOT);
    }
    String branch = rest.get(1);
    if (rest.size() == 2) {
      return branches.answer(call, repository, branch);
    }
    return rest.get(2).equals("protection")
        ? protections.answer(call, repository, branch, rest.subList(3, rest.size()))
        : Answers.notFound(Docs.ROOT);
  }

  /** The repository, or 404 as if there were none where the caller may not see it. */
  private Repository visible(Call call, Optional<Repository> found, List<String> rest) {
    String docs = rest.isEmpty() ? Docs.GET_REPOSITORY : Docs.ROOT;
    Repository repository = found.orElseThrow(() -> new Refused(Answers.notFound(docs)));
    if (state.access(call.caller(), repository) == Access.NONE) {
      throw new Refused(Answers.notFound(docs));
    }
    return repository;
  }

  /** A read is 301, anything else 307, both to the path by id and with the same body. */
  private static Reply redirect(Call call, Repository repository) {
    String target = call.request().target().substring(call.prefix().length());
    String[] parts = target.split("/", 5); // "", repos, owner, name[?query], rest
    String rest = parts.length == 5 ? "/" + parts[4] : "";
    String location = call.apiUrl() + "/repositories/" + repository.id + rest;
    ObjectNode body =
        Json.object()
            .put("message", "Moved Permanently")
            .put("url", location)
            .put("documentation_url", Docs.REDIRECTS);
    return Reply.json(call.is("GET") ? 301 : 307, body).with("Location", location);
  }
}
