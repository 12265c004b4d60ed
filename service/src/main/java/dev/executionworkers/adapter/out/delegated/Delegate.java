package dev.executionworkers.adapter.out.delegated;

import dev.executionworkers.domain.outcome.Peer;

/** The four receivers of delegated work. */
public enum Delegate {
  SECRETS(Peer.APPENV_SECRETS, "APPENV_SECRETS_ENDPOINT"),
  SECRET_BINDINGS(Peer.APPENV_SECRET_BINDINGS, "APPENV_SECRET_BINDINGS_ENDPOINT"),
  GITOPS_VERIFY(Peer.APPENV_GITOPS, "APPENV_GITOPS_VERIFY_ENDPOINT"),
  BINDINGS_UPDATE(Peer.SECRET_BINDINGS, "SECRET_BINDINGS_UPDATE_ENDPOINT");

  private final Peer peer;
  private final String variable;

  Delegate(Peer peer, String variable) {
    this.peer = peer;
    this.variable = variable;
  }

  /** The peer that it is to the rest of the service. */
  public Peer peer() {
    return peer;
  }

  /** The environment variable that says where it is. */
  public String variable() {
    return variable;
  }
}
