package dev.executionworkers.simulators.github;

import static java.time.temporal.ChronoUnit.SECONDS;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Everything GitHub knows. Not safe for many threads by itself: whoever uses it does so within
 * {@link #locked} or {@link #change}, as the front door does for a whole request.
 */
final class GitHubState {

  private static final long FIRST_ID = 1_000;

  final InstantSource clock;
  final AppRegistry apps;
  final Map<String, Caller> tokens = new HashMap<>();
  final Map<Lag, Integer> lagOfNewRepositories = new EnumMap<>(Lag.class);

  /** Full names of the repositories created over the API, in order; deleted ones too. */
  final List<String> creations = new ArrayList<>();

  /** How often protection was written over the API. */
  long protectionWrites;

  private final Map<String, Account> accounts = new HashMap<>();
  private final Map<Long, Repository> repositories = new HashMap<>();
  private final Map<String, Long> names = new HashMap<>();
  private final Map<String, Long> formerNames = new HashMap<>();
  private long nextId = FIRST_ID;

  GitHubState(InstantSource clock) {
    this.clock = clock;
    this.apps = new AppRegistry(clock);
  }

  /** Works under the lock. */
  synchronized <T> T locked(Supplier<T> work) {
    return work.get();
  }

  /** Changes something under the lock. */
  synchronized void change(Runnable change) {
    change.run();
  }

  Account addAccount(String login, Account.Kind kind) {
    var account = new Account(nextId++, login, kind);
    if (accounts.putIfAbsent(key(login), account) != null) {
      throw new IllegalArgumentException("there is an account " + login + " already");
    }
    return account;
  }

  Optional<Account> account(String login) {
    return Optional.ofNullable(accounts.get(key(login)));
  }

  /** For set-up code, which is wrong when there is no such account. */
  Account accountOrThrow(String login) {
    return account(login)
        .orElseThrow(() -> new IllegalArgumentException("there is no account " + login));
  }

  /** Adds a repository; a former name of another one that it takes redirects no longer. */
  Repository addRepository(Account owner, String name) {
    var repository = new Repository(nextId++, owner, name, clock.instant().truncatedTo(SECONDS));
    repositories.put(repository.id, repository);
    names.put(key(owner.login, name), repository.id);
    formerNames.remove(key(owner.login, name));
    return repository;
  }

  Optional<Repository> repository(String owner, String name) {
    return Optional.ofNullable(names.get(key(owner, name))).map(repositories::get);
  }

  Optional<Repository> repository(long id) {
    return Optional.ofNullable(repositories.get(id));
  }

  Optional<Repository> byFormerName(String owner, String name) {
    return Optional.ofNullable(formerNames.get(key(owner, name))).map(repositories::get);
  }

  void rename(Repository repository, String name) {
    String former = key(repository.owner.login, repository.name);
    names.remove(former);
    repository.name = name;
    String now = key(repository.owner.login, name);
    formerNames.remove(now);
    names.put(now, repository.id);
    if (!former.equals(now)) {
      formerNames.put(former, repository.id);
    }
  }

  void delete(Repository repository) {
    repositories.remove(repository.id);
    names.values().removeIf(id -> id == repository.id);
    formerNames.values().removeIf(id -> id == repository.id);
  }

  List<Repository> repositories() {
    return List.copyOf(repositories.values());
  }

  /** What the caller may do with the repository. */
  Access access(Caller caller, Repository repository) {
    Access granted =
        switch (caller) {
          case Caller.Anonymous _, Caller.Application _ -> Access.NONE;
          case Caller.User(Account account) -> accessOf(account, repository);
          case Caller.Installation(Account on, boolean administration) ->
              accessOfInstallation(on, administration, repository);
        };
    return granted == Access.NONE && !repository.isPrivate ? Access.READ : granted;
  }

  private static Access accessOf(Account account, Repository repository) {
    if (repository.owner == account) {
      return Access.ADMIN;
    }
    Access direct = repository.collaborators.getOrDefault(key(account.login), Access.NONE);
    Account.Role role = repository.owner.members.get(key(account.login));
    if (role == Account.Role.ADMIN) {
      return Access.ADMIN;
    }
    return role == Account.Role.MEMBER && direct == Access.NONE ? Access.READ : direct;
  }

  private static Access accessOfInstallation(
      Account on, boolean administration, Repository repository) {
    if (repository.owner != on) {
      return Access.NONE;
    }
    return administration ? Access.ADMIN : Access.WRITE;
  }

  static String key(String login) {
    return login.toLowerCase(Locale.ROOT);
  }

  private static String key(String owner, String name) {
    return key(owner) + "/" + key(name);
  }
}
