package dev.executionworkers.simulators.github;

import dev.executionworkers.simulators.wire.Reply;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** {@code POST /orgs/{org}/repos} and {@code POST /user/repos}. */
final class CreateRoute {

  private static final String FAILED = "Repository creation failed.";
  private static final String NOT_AN_ADMIN =
      "You need admin access to the organization before adding a repository to it.";

  private final GitHubState state;

  CreateRoute(GitHubState state) {
    this.state = state;
  }

  /** Not for installation tokens (terraform-provider-github #2226). */
  Reply forUser(Call call) {
    return switch (call.caller()) {
      case Caller.User(Account account) -> create(call, account, Docs.CREATE_FOR_USER);
      case Caller.Installation(_, _) -> Answers.notForInstallations(Docs.CREATE_FOR_USER);
      case Caller.Anonymous _, Caller.Application _ ->
          Answers.requiresAuthentication(Docs.CREATE_FOR_USER);
    };
  }

  Reply inOrganisation(Call call, String login) {
    String docs = Docs.CREATE_IN_ORGANISATION;
    Account organisation =
        state
            .account(login)
            .filter(Account::isOrganisation)
            .orElseThrow(() -> new Refused(Answers.notFound(docs)));
    return switch (call.caller()) {
      case Caller.User(Account account) ->
          mayCreate(account, organisation)
              ? create(call, organisation, docs)
              : Answers.error(403, NOT_AN_ADMIN, docs);
      case Caller.Installation(Account on, boolean administration) ->
          administration && on == organisation
              ? create(call, organisation, docs)
              : Answers.notAccessible(docs);
      case Caller.Anonymous _, Caller.Application _ -> Answers.requiresAuthentication(docs);
    };
  }

  private static boolean mayCreate(Account account, Account organisation) {
    Account.Role role = organisation.members.get(GitHubState.key(account.login));
    return role == Account.Role.ADMIN
        || (role == Account.Role.MEMBER && organisation.membersMayCreate);
  }

  private Reply create(Call call, Account owner, String docs) {
    JsonNode body = Answers.objectOf(call, docs);
    String name = name(body, docs);
    boolean isPrivate = isPrivate(body, docs);
    boolean autoInit = Answers.booleanOf(body, "auto_init", docs);
    if (state.repository(owner.login, name).isPresent()) {
      var exists = List.of(Answers.nameError("name already exists on this account"));
      return Answers.invalid(FAILED, exists, docs);
    }
    if (isPrivate && !owner.mayHavePrivateRepositories) {
      return Answers.error(
          422,
          "Visibility can't be private. Please upgrade your subscription to create a new private"
              + " repository.",
          Docs.PRICING);
    }
    Repository repository = state.addRepository(owner, name);
    repository.isPrivate = isPrivate;
    repository.description = body.path("description").asString("");
    repository.lag(state.lagOfNewRepositories);
    if (autoInit) {
      repository.branches.put(
          repository.defaultBranch, new TreeMap<>(Map.of("README.md", "readme")));
    }
    if (call.caller() instanceof Caller.User(Account creator)) {
      repository.collaborators.put(GitHubState.key(creator.login), Access.ADMIN);
    }
    state.creations.add(repository.fullName());
    return Reply.json(201, RepositoryView.render(repository, Access.ADMIN, call))
        .with("Location", RepositoryView.url(repository, call));
  }

  private static String name(JsonNode body, String docs) {
    JsonNode wanted = body.path("name");
    if (wanted.isMissingNode()) {
      throw new Refused(Answers.invalidRequest("\"name\" wasn't supplied.", docs));
    }
    if (!wanted.isString()) {
      throw new Refused(
          Answers.invalidRequest("For 'properties/name', " + wanted + " is not a string.", docs));
    }
    String name = RepositoryName.rewritten(wanted.asString());
    var errors = RepositoryName.errors(name);
    if (!errors.isEmpty()) {
      throw new Refused(Answers.invalid(FAILED, errors, docs));
    }
    return name;
  }

  /** {@code visibility} wins over {@code private}, whose default is false. */
  private static boolean isPrivate(JsonNode body, String docs) {
    String visibility = body.path("visibility").asString("");
    return switch (visibility) {
      case "" -> Answers.booleanOf(body, "private", docs);
      case "private" -> true;
      case "public" -> false;
      default ->
          throw new Refused(
              Answers.invalidRequest(
                  "For 'properties/visibility', \""
                      + visibility
                      + "\" is not a member of [\"public\", \"private\"].",
                  docs));
    };
  }
}
