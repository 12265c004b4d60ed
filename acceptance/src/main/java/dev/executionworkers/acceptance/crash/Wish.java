package dev.executionworkers.acceptance.crash;

import dev.executionworkers.acceptance.ForeignSystems;
import dev.executionworkers.simulators.delegated.DelegatedEndpoint;
import java.util.Optional;

/**
 * Something that the engine wants done, once.
 *
 * @param subject what it is about, by which it is told from all others
 */
record Wish(Kind kind, String subject) {

  /** The six operations. */
  enum Kind {
    REPOSITORY("/github/repos", "github.CreateRepository"),
    PROTECTION("/appenv/branch-protection", "appenv.ApplyBranchProtection"),
    SECRETS("/appenv/secrets", "appenv.ProvisionSecrets"),
    SECRET_BINDINGS("/appenv/secret-bindings", "appenv.CreateSecretBindings"),
    GITOPS("/appenv/gitops-verify", "appenv.VerifyGitOpsReconciliation"),
    ROTATION("/secrets/bindings/update", "secrets.UpdateBindingsForSecret");

    private final String path;
    private final String operation;

    Kind(String path, String operation) {
      this.path = path;
      this.operation = operation;
    }
  }

  /** The wish that an execution was to fulfil. */
  static Wish of(LedgerEntry entry) {
    for (Kind kind : Kind.values()) {
      if (kind.operation.equals(entry.operation())) {
        String subject = entry.subject();
        return new Wish(kind, subject.substring(subject.indexOf('/') + 1));
      }
    }
    throw new IllegalArgumentException("no operation is called " + entry.operation());
  }

  /** What a robot's secret is before anybody rotates it. */
  static final String FIRST_SECRET = "Before-It-Was-1";

  String path() {
    return kind.path;
  }

  /** What is posted. */
  String body() {
    return switch (kind) {
      case REPOSITORY ->
          "{\"owner\":\"" + ForeignSystems.ORGANISATION + "\",\"name\":\"" + subject + "\"}";
      case PROTECTION, SECRETS, SECRET_BINDINGS, GITOPS ->
          "{\"applicationEnvironmentId\":\"" + subject + "\"}";
      case ROTATION -> "{\"secretId\":\"" + subject + "\"}";
    };
  }

  /** The name of the repository that it is about. */
  String repository() {
    return kind == Kind.PROTECTION ? "appenv-" + subject : subject;
  }

  /** The subject as the ledger and the events have it. */
  String ledgerSubject() {
    return kind == Kind.REPOSITORY ? ForeignSystems.ORGANISATION + "/" + subject : subject;
  }

  /** Who does the work in the end, if it is delegated. */
  Optional<DelegatedEndpoint> delegate() {
    return switch (kind) {
      case SECRETS -> Optional.of(DelegatedEndpoint.SECRETS);
      case SECRET_BINDINGS -> Optional.of(DelegatedEndpoint.SECRET_BINDINGS);
      case GITOPS -> Optional.of(DelegatedEndpoint.GITOPS_VERIFY);
      case ROTATION -> Optional.of(DelegatedEndpoint.BINDINGS_UPDATE);
      case REPOSITORY, PROTECTION -> Optional.empty();
    };
  }

  /** Makes sure that what it needs is there. */
  void prepare(ForeignSystems systems) {
    switch (kind) {
      case PROTECTION ->
          systems
              .github()
              .repository(
                  ForeignSystems.ORGANISATION, repository(), it -> it.isPrivate().branch("main"));
      case ROTATION -> systems.harbor().robot(subject, FIRST_SECRET);
      case REPOSITORY, SECRETS, SECRET_BINDINGS, GITOPS -> {}
    }
  }
}
