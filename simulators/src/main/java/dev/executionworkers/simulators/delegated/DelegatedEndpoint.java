package dev.executionworkers.simulators.delegated;

import java.util.List;

/** The four receivers of delegated work, each at a path of its own. */
public enum DelegatedEndpoint {
  SECRETS("/appenv/secrets"),
  SECRET_BINDINGS("/appenv/secret-bindings"),
  GITOPS_VERIFY("/appenv/gitops-verify"),
  BINDINGS_UPDATE("/secrets/bindings/update");

  private final String path;

  DelegatedEndpoint(String path) {
    this.path = path;
  }

  /** Where it listens unless it is told otherwise. */
  public String path() {
    return path;
  }

  /** The strings without which a body is none for it. */
  List<String> requiredFields() {
    return switch (this) {
      case SECRETS, SECRET_BINDINGS, GITOPS_VERIFY -> List.of("applicationEnvironmentId");
      case BINDINGS_UPDATE -> List.of("secretId", "token");
    };
  }
}
