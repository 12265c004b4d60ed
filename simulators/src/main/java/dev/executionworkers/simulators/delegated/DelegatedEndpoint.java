package dev.executionworkers.simulators.delegated;

import java.util.List;

/** The four receivers of delegated work, each at a path of its own. */
public enum DelegatedEndpoint {
  SECRETS("/appenv/secrets", "APPENV_SECRETS_ENDPOINT"),
  SECRET_BINDINGS("/appenv/secret-bindings", "APPENV_SECRET_BINDINGS_ENDPOINT"),
  GITOPS_VERIFY("/appenv/gitops-verify", "APPENV_GITOPS_VERIFY_ENDPOINT"),
  BINDINGS_UPDATE("/secrets/bindings/update", "SECRET_BINDINGS_UPDATE_ENDPOINT");

  private final String path;
  private final String setting;

  DelegatedEndpoint(String path, String setting) {
    this.path = path;
    this.setting = setting;
  }

  /** Where it listens unless it is told otherwise. */
  public String path() {
    return path;
  }

  /** The variable by which the service learns where it is. */
  public String setting() {
    return setting;
  }

  /** The strings without which a body is none for it. */
  List<String> requiredFields() {
    return switch (this) {
      case SECRETS, SECRET_BINDINGS, GITOPS_VERIFY -> List.of("applicationEnvironmentId");
      case BINDINGS_UPDATE -> List.of("secretId", "token");
    };
  }
}
