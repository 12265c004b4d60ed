package dev.executionworkers.simulators.github;

import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A repository. Guarded by the state's lock. */
final class Repository {

  final long id;
  final Account owner;
  final Instant createdAt;
  String name;
  String description = "";
  boolean isPrivate;

  /** Said to be {@code main} even while there is no branch at all. */
  String defaultBranch = "main";

  /** By branch: the paths of its files and their blob ids. A branch without files still exists. */
  final Map<String, Map<String, String>> branches = new TreeMap<>();

  final Map<String, Protection> protections = new HashMap<>();

  /** Branches that ask for signed commits, which is kept apart from the rest of protection. */
  final Set<String> signedBranches = new HashSet<>();

  /** By lower-case login. */
  final Map<String, Access> collaborators = new HashMap<>();

  private final Map<Lag, Integer> lags = new EnumMap<>(Lag.class);

  Repository(long id, Account owner, String name, Instant createdAt) {
    this.id = id;
    this.owner = owner;
    this.name = name;
    this.createdAt = createdAt;
  }

  String fullName() {
    return owner.login + "/" + name;
  }

  void lag(Map<Lag, Integer> requests) {
    lags.putAll(requests);
  }

  /** Whether this request comes too early, which uses up one of those that do. */
  boolean lags(Lag kind) {
    int left = lags.getOrDefault(kind, 0);
    if (left > 0) {
      lags.put(kind, left - 1);
    }
    return left > 0;
  }
}
