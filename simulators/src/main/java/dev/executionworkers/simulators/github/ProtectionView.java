package dev.executionworkers.simulators.github;

import static java.util.Objects.requireNonNull;

import dev.executionworkers.simulators.github.Protection.Actors;
import dev.executionworkers.simulators.github.Protection.Check;
import dev.executionworkers.simulators.github.Protection.Flag;
import dev.executionworkers.simulators.github.Protection.Reviews;
import dev.executionworkers.simulators.github.Protection.StatusChecks;
import dev.executionworkers.simulators.wire.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Protection as answers carry it, which is not the request's shape: flags are objects, sections
 * that are off are absent, actors are objects too.
 */
final class ProtectionView {

  private final String url;

  /**
   * A view.
   *
   * @param url the protection's own, from which its parts' follow
   */
  ProtectionView(String url) {
    this.url = url;
  }

  /** For reading the state without a request. The branch must be protected. */
  static ObjectNode of(Repository repository, String branch) {
    String url = "/repos/" + repository.fullName() + "/branches/" + branch + "/protection";
    return new ProtectionView(url).render(repository, branch);
  }

  ObjectNode render(Repository repository, String branch) {
    Protection protection = requireNonNull(repository.protections.get(branch));
    return render(protection, repository.signedBranches.contains(branch));
  }

  private ObjectNode render(Protection protection, boolean signed) {
    ObjectNode body = Json.object().put("url", url);
    protection.statusChecks().ifPresent(c -> body.set("required_status_checks", checks(c)));
    protection.reviews().ifPresent(r -> body.set("required_pull_request_reviews", reviews(r)));
    protection.restrictions().ifPresent(r -> body.set("restrictions", restrictions(r)));
    body.putObject("required_signatures")
        .put("url", url + "/required_signatures")
        .put("enabled", signed);
    for (Flag flag : Flag.values()) {
      ObjectNode rendered = body.putObject(flag.wireName);
      if (flag == Flag.ENFORCE_ADMINS) {
        rendered.put("url", url + "/enforce_admins");
      }
      rendered.put("enabled", protection.on().contains(flag));
    }
    return body;
  }

  private ObjectNode checks(StatusChecks checks) {
    String own = url + "/required_status_checks";
    ObjectNode body = Json.object().put("url", own).put("strict", checks.strict());
    ArrayNode contexts = body.putArray("contexts");
    body.put("contexts_url", own + "/contexts");
    ArrayNode list = body.putArray("checks");
    for (Check check : checks.checks()) {
      contexts.add(check.context());
      ObjectNode rendered = list.addObject().put("context", check.context());
      check
          .appId()
          .ifPresentOrElse(app -> rendered.put("app_id", app), () -> rendered.putNull("app_id"));
    }
    return body;
  }

  private ObjectNode reviews(Reviews reviews) {
    String own = url + "/required_pull_request_reviews";
    ObjectNode body = Json.object().put("url", own);
    reviews
        .dismissal()
        .ifPresent(actors -> {
          String restrictions = url + "/dismissal_restrictions";
          ObjectNode rendered = body.putObject("dismissal_restrictions");
          rendered
              .put("url", restrictions)
              .put("users_url", restrictions + "/users")
              .put("teams_url", restrictions + "/teams");
          put(actors, rendered);
        });
    reviews
        .bypass()
        .ifPresent(actors -> put(actors, body.putObject("bypass_pull_request_allowances")));
    return body.put("dismiss_stale_reviews", reviews.dismissStale())
        .put("require_code_owner_reviews", reviews.codeOwners())
        .put("require_last_push_approval", reviews.lastPush())
        .put("required_approving_review_count", reviews.approvals());
  }

  private ObjectNode restrictions(Actors actors) {
    String own = url + "/restrictions";
    ObjectNode body =
        Json.object()
            .put("url", own)
            .put("users_url", own + "/users")
            .put("teams_url", own + "/teams")
            .put("apps_url", own + "/apps");
    put(actors, body);
    return body;
  }

  private static void put(Actors actors, ObjectNode body) {
    ArrayNode users = body.putArray("users");
    for (String login : actors.users()) {
      users.addObject().put("login", login).put("id", id(login)).put("type", "User");
    }
    ArrayNode teams = body.putArray("teams");
    for (String slug : actors.teams()) {
      teams.addObject().put("id", id(slug)).put("name", slug).put("slug", slug);
    }
    ArrayNode apps = body.putArray("apps");
    for (String slug : actors.apps()) {
      apps.addObject().put("id", id(slug)).put("slug", slug).put("name", slug);
    }
  }

  /** Actors are not looked up, so any number that stays the same will do. */
  private static int id(String name) {
    return name.hashCode() & Integer.MAX_VALUE;
  }
}
