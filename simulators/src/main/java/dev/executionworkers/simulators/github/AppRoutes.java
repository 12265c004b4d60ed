package dev.executionworkers.simulators.github;

import static java.time.temporal.ChronoUnit.SECONDS;

import dev.executionworkers.simulators.wire.Json;
import dev.executionworkers.simulators.wire.Reply;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** What only an App itself may ask for, by its JWT: where it is installed, and tokens. */
final class AppRoutes {

  private final GitHubState state;

  AppRoutes(GitHubState state) {
    this.state = state;
  }

  /** Whether the path is one of these. */
  static boolean serves(List<String> path) {
    boolean installation = path.getLast().equals("installation");
    return switch (path.getFirst()) {
      case "app" -> true;
      case "orgs", "users" -> path.size() == 3 && installation;
      case "repos" -> path.size() == 4 && installation;
      default -> false;
    };
  }

  Reply answer(Call call) {
    if (!(call.caller() instanceof Caller.Application(App app))) {
      return Answers.error(401, "A JSON web token could not be decoded", Docs.ROOT);
    }
    List<String> path = call.path();
    return switch (path.getFirst()) {
      case "app" -> underApp(call, app, path.subList(1, path.size()));
      case "orgs" ->
          installationOn(call, app, state.account(path.get(1)).filter(Account::isOrganisation));
      case "users" -> installationOn(call, app, state.account(path.get(1)));
      default ->
          installationOn(
              call, app, state.repository(path.get(1), path.get(2)).map(found -> found.owner));
    };
  }

  private Reply underApp(Call call, App app, List<String> rest) {
    if (rest.isEmpty() && call.is("GET")) {
      return Reply.json(
          200,
          Json.object()
              .put("id", app.id())
              .put("client_id", app.clientId())
              .put("slug", "app-" + app.id()));
    }
    boolean known =
        rest.size() > 1
            && rest.getFirst().equals("installations")
            && rest.get(1).matches("\\d{1,18}");
    Optional<Installation> found =
        known ? state.apps.installation(Long.parseLong(rest.get(1)), app) : Optional.empty();
    if (found.isEmpty()) {
      return Answers.notFound(Docs.APPS);
    }
    if (rest.size() == 2 && call.is("GET")) {
      return Reply.json(200, describe(found.get(), call));
    }
    return rest.size() == 3 && rest.get(2).equals("access_tokens") && call.is("POST")
        ? token(found.get())
        : Answers.notFound(Docs.APPS);
  }

  /** {@code /users} finds organisations too, {@code /orgs} no users. */
  private Reply installationOn(Call call, App app, Optional<Account> account) {
    return account
        .filter(_ -> call.is("GET"))
        .flatMap(found -> state.apps.installationOn(found, app))
        .map(found -> Reply.json(200, describe(found, call)))
        .orElseGet(() -> Answers.notFound(Docs.APPS));
  }

  private Reply token(Installation installation) {
    if (installation.suspended) {
      return Answers.suspended();
    }
    AppRegistry.Token token = state.apps.issue(installation);
    ObjectNode body =
        Json.object()
            .put("token", token.text())
            .put("expires_at", token.expires().truncatedTo(SECONDS).toString());
    body.set("permissions", permissions(installation));
    return Reply.json(201, body.put("repository_selection", "all"));
  }

  private static ObjectNode describe(Installation installation, Call call) {
    ObjectNode described =
        Json.object()
            .put("id", installation.id)
            .put("app_id", installation.app.id())
            .put("client_id", installation.app.clientId())
            .put("target_id", installation.account.id)
            .put("target_type", installation.account.kind.wireName)
            .put("repository_selection", "all");
    described.set("account", AccountRoutes.describe(installation.account, call));
    described.set("permissions", permissions(installation));
    return described;
  }

  private static ObjectNode permissions(Installation installation) {
    ObjectNode permissions = Json.object().put("contents", "write").put("metadata", "read");
    return installation.administration ? permissions.put("administration", "write") : permissions;
  }
}
