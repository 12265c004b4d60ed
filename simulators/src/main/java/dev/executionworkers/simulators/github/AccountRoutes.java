package dev.executionworkers.simulators.github;

import dev.executionworkers.simulators.wire.Json;
import dev.executionworkers.simulators.wire.Reply;
import tools.jackson.databind.node.ObjectNode;

/** {@code /user}, {@code /users/{login}} and {@code /orgs/{login}}. */
final class AccountRoutes {

  private final GitHubState state;

  AccountRoutes(GitHubState state) {
    this.state = state;
  }

  Reply self(Call call) {
    return switch (call.caller()) {
      case Caller.User(Account account) -> Reply.json(200, describe(account, call));
      case Caller.Installation(_, _) -> Answers.notForInstallations(Docs.USERS);
      case Caller.Anonymous _, Caller.Application _ -> Answers.requiresAuthentication(Docs.USERS);
    };
  }

  /** Organisations are found here too, with their type. */
  Reply user(Call call) {
    if (call.path().size() != 2 || !call.is("GET")) {
      return Answers.notFound(Docs.ROOT);
    }
    return state
        .account(call.path().get(1))
        .map(account -> Reply.json(200, describe(account, call)))
        .orElseGet(() -> Answers.notFound(Docs.USERS));
  }

  Reply organisation(Call call) {
    return state
        .account(call.path().get(1))
        .filter(Account::isOrganisation)
        .map(account -> Reply.json(200, describe(account, call)))
        .orElseGet(() -> Answers.notFound(Docs.ORGANISATIONS));
  }

  static ObjectNode describe(Account account, Call call) {
    return Json.object()
        .put("login", account.login)
        .put("id", account.id)
        .put("node_id", "A_" + account.id)
        .put("url", call.apiUrl() + "/users/" + account.login)
        .put("html_url", call.htmlUrl() + "/" + account.login)
        .put("type", account.kind.wireName)
        .put("site_admin", false);
  }
}
