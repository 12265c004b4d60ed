package dev.executionworkers.simulators.github;

import dev.executionworkers.simulators.wire.Received;
import dev.executionworkers.simulators.wire.Reply;
import dev.executionworkers.simulators.wire.SimulatedServer;
import java.net.URI;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/**
 * A GitHub on 127.0.0.1. It starts empty; set-up methods return it, so that they chain:
 *
 * {@snippet :
 * var github =
 *     GitHubSimulator.start()
 *         .organisation("platform")
 *         .user("bot")
 *         .admin("platform", "bot")
 *         .token("ghp_bot", "bot")
 *         .repository("platform", "appenv-7", r -> r.isPrivate().branch("main"));
 * }
 *
 * <p>Every method may be called on any thread. Faults are planned at {@link #server()}.
 */
public final class GitHubSimulator implements AutoCloseable {

  private final GitHubState state;
  private final Apps apps;
  private final Limits limits;
  private final FrontDoor door;
  private final SimulatedServer server;

  private GitHubSimulator(int port, InstantSource clock) {
    this.state = new GitHubState(clock);
    var rates = new RateLimits(clock);
    this.apps = new Apps(state);
    this.limits = new Limits(state, rates);
    this.door = new FrontDoor(state, rates);
    this.server = SimulatedServer.start("github", port, door);
    server.publishState(() -> state.locked(this::describe));
  }

  /** Starts on a free port with the system's clock. */
  public static GitHubSimulator start() {
    return start(0, InstantSource.system());
  }

  /**
   * Starts.
   *
   * @param port 0 for a free one
   * @param clock what limits and the {@code Date} header go by
   */
  public static GitHubSimulator start(int port, InstantSource clock) {
    return new GitHubSimulator(port, clock);
  }

  public SimulatedServer server() {
    return server;
  }

  /** Answers a request that comes by no wire, for simulations in virtual time. */
  public Reply answer(Received request) {
    return door.handle(request);
  }

  /** The GitHub Apps, to be registered and installed. */
  public Apps apps() {
    return apps;
  }

  /** The rate limits, to be put on and lifted. */
  public Limits limits() {
    return limits;
  }

  /** The API as api.github.com has it, without a slash at the end. */
  public URI apiUrl() {
    return server.baseUri();
  }

  /** The same API as GitHub Enterprise Server has it, {@code …/api/v3}. */
  public URI enterpriseUrl() {
    return URI.create(server.baseUri() + "/api/v3");
  }

  @Override
  public void close() {
    server.close();
  }

  /** Adds an organisation. */
  public GitHubSimulator organisation(String login) {
    return change(() -> state.addAccount(login, Account.Kind.ORGANISATION));
  }

  /** Adds a user. */
  public GitHubSimulator user(String login) {
    return change(() -> state.addAccount(login, Account.Kind.USER));
  }

  /** Makes a user an owner of an organisation: admin of all it has. */
  public GitHubSimulator admin(String organisation, String user) {
    return role(organisation, user, Account.Role.ADMIN);
  }

  /**
   * Makes a user a member: reads all the organisation has, and creates repositories, of which it is
   * admin, unless {@link #membersMayNotCreate} says otherwise.
   */
  public GitHubSimulator member(String organisation, String user) {
    return role(organisation, user, Account.Role.MEMBER);
  }

  /** Only admins create repositories in the organisation from now on; others get 403. */
  public GitHubSimulator membersMayNotCreate(String organisation) {
    return change(() -> state.accountOrThrow(organisation).membersMayCreate = false);
  }

  /** Protection of the account's private repositories is refused with 403 from now on. */
  public GitHubSimulator freePlan(String account) {
    return change(() -> state.accountOrThrow(account).protectsPrivateRepositories = false);
  }

  /** New private repositories of the account are refused with 422 from now on. */
  public GitHubSimulator withoutPrivateRepositories(String account) {
    return change(() -> state.accountOrThrow(account).mayHavePrivateRepositories = false);
  }

  /** Adds a personal access token, which may all that its user may. */
  public GitHubSimulator token(String token, String user) {
    return change(() -> state.tokens.put(token, new Caller.User(state.accountOrThrow(user))));
  }

  /**
   * Adds an installation token of a GitHub App.
   *
   * @param administration whether it may create repositories and protect branches
   */
  public GitHubSimulator installationToken(
      String token, String organisation, boolean administration) {
    return change(() ->
        state.tokens.put(
            token, new Caller.Installation(state.accountOrThrow(organisation), administration)));
  }

  /** The token is answered 401 from now on. */
  public GitHubSimulator revoke(String token) {
    return change(() -> state.tokens.remove(token));
  }

  /** Adds a repository, or changes the one that is there. */
  public GitHubSimulator repository(String owner, String name, Consumer<RepositorySetup> as) {
    return change(() ->
        as.accept(
            new RepositorySetup(
                state
                    .repository(owner, name)
                    .orElseGet(() -> state.addRepository(state.accountOrThrow(owner), name)))));
  }

  /** Renames a repository; its old name redirects. */
  public GitHubSimulator rename(String owner, String name, String to) {
    return change(() -> state.rename(state.repository(owner, name).orElseThrow(), to));
  }

  /** Repositories created over the API from now on are not visible to so many requests. */
  public GitHubSimulator lagAfterCreate(Lag kind, int requests) {
    return change(() -> state.lagOfNewRepositories.put(kind, requests));
  }

  /** The repository as it is now. Former names are not followed. */
  public Optional<RepositoryState> repository(String owner, String name) {
    return state.locked(() -> state.repository(owner, name).map(GitHubSimulator::snapshot));
  }

  /** All repositories as they are now, by id. */
  public List<RepositoryState> repositories() {
    return state.locked(() ->
        state.repositories().stream()
            .map(GitHubSimulator::snapshot)
            .sorted(Comparator.comparingLong(RepositoryState::id))
            .toList());
  }

  /** A branch's protection in the shape of the API's answers; empty when it is not protected. */
  public Optional<JsonNode> protection(String owner, String name, String branch) {
    return state.locked(() ->
        state
            .repository(owner, name)
            .filter(r -> r.protections.containsKey(branch))
            .map(r -> ProtectionView.of(r, branch)));
  }

  /** How many repositories were created over the API, deleted ones too. */
  public int creations() {
    return state.locked(() -> state.creations.size());
  }

  /** How often that repository was created over the API. */
  public long creations(String owner, String name) {
    return state.locked(() ->
        state.creations.stream()
            .filter(fullName -> fullName.equalsIgnoreCase(owner + "/" + name))
            .count());
  }

  /** How often protection was written over the API. */
  public long protectionWrites() {
    return state.locked(() -> state.protectionWrites);
  }

  private GitHubSimulator change(Runnable change) {
    state.change(change);
    return this;
  }

  private GitHubSimulator role(String organisation, String user, Account.Role role) {
    return change(() -> {
      Account member = state.accountOrThrow(user);
      state.accountOrThrow(organisation).members.put(GitHubState.key(member.login), role);
    });
  }

  private static RepositoryState snapshot(Repository repository) {
    return new RepositoryState(
        repository.id,
        repository.owner.login,
        repository.name,
        repository.isPrivate,
        repository.description,
        repository.defaultBranch,
        List.copyOf(repository.branches.keySet()));
  }

  private Object describe() {
    var described = new LinkedHashMap<String, Object>();
    described.put("repositories", state.repositories().stream().map(this::describe).toList());
    described.put("creations", List.copyOf(state.creations));
    described.put("protectionWrites", state.protectionWrites);
    described.put("refusedByLimits", limits.refusals());
    return described;
  }

  private Map<String, Object> describe(Repository repository) {
    var protections = new LinkedHashMap<String, Object>();
    for (String branch : repository.protections.keySet()) {
      protections.put(branch, ProtectionView.of(repository, branch));
    }
    return Map.of("repository", snapshot(repository), "protections", protections);
  }
}
