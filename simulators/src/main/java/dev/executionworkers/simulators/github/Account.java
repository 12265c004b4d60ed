package dev.executionworkers.simulators.github;

import java.util.HashMap;
import java.util.Map;

/** A user or an organisation. Guarded by the state's lock. */
final class Account {

  enum Kind {
    USER("User"),
    ORGANISATION("Organization");

    final String wireName;

    Kind(String wireName) {
      this.wireName = wireName;
    }
  }

  enum Role {
    ADMIN,
    MEMBER
  }

  final long id;
  final String login;
  final Kind kind;

  /** Of an organisation: its members by lower-case login. */
  final Map<String, Role> members = new HashMap<>();

  boolean membersMayCreate = true;
  boolean protectsPrivateRepositories = true;
  boolean mayHavePrivateRepositories = true;

  Account(long id, String login, Kind kind) {
    this.id = id;
    this.login = login;
    this.kind = kind;
  }

  boolean isOrganisation() {
    return kind == Kind.ORGANISATION;
  }
}
