package dev.executionworkers.simulators.github;

/** An App in an account. Guarded by the state's lock. */
final class Installation {

  final long id;
  final App app;
  final Account account;

  /** Whether it has {@code administration: write}. */
  final boolean administration;

  boolean suspended;

  Installation(long id, App app, Account account, boolean administration) {
    this.id = id;
    this.app = app;
    this.account = account;
    this.administration = administration;
  }
}
