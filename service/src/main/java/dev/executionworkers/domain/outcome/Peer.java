package dev.executionworkers.domain.outcome;

/** The foreign systems. Each gives its stable error codes their subject. */
public enum Peer {
  GIT_PROVIDER("git-provider", "git"),
  HARBOR("harbor", "registry"),
  APPENV_SECRETS("appenv-secrets", "appenv_secrets"),
  APPENV_SECRET_BINDINGS("appenv-secret-bindings", "appenv_secret_bindings"),
  APPENV_GITOPS("appenv-gitops", "appenv_gitops"),
  SECRET_BINDINGS("secret-bindings", "secret_bindings");

  private final String target;
  private final String subject;

  Peer(String target, String subject) {
    this.target = target;
    this.subject = subject;
  }

  /** The peer as the {@code target} of metrics, logs and error bodies. */
  public String target() {
    return target;
  }

  /** The first part of every stable code this peer's failures get. */
  public String subject() {
    return subject;
  }
}
