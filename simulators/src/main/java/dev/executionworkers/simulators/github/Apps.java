package dev.executionworkers.simulators.github;

import java.security.PublicKey;
import java.time.Duration;

/**
 * The GitHub Apps: who they are, where they are installed, and what goes wrong with their tokens.
 * Every method may be called on any thread.
 */
public final class Apps {

  private final GitHubState state;

  Apps(GitHubState state) {
    this.state = state;
  }

  /**
   * Registers an App. Its JWTs name the id or the client id as their issuer.
   *
   * @param key an RSA key
   */
  public void register(long id, String clientId, PublicKey key) {
    state.change(() -> state.apps.add(new App(id, clientId, key)));
  }

  /**
   * Installs an App for all repositories of an account, with <i>Contents: write</i>.
   *
   * @param administration whether with <i>Administration: write</i> too
   * @return the installation's id
   */
  public long install(long app, String account, boolean administration) {
    return state.locked(() -> {
      App registered = state.apps.app(Long.toString(app)).orElseThrow();
      return state.apps.install(registered, state.accountOrThrow(account), administration).id;
    });
  }

  /** Ends an installation and its tokens. */
  public void uninstall(long installation) {
    state.change(() -> state.apps.uninstall(installation));
  }

  /** An installation's tokens are answered 403 from now on, and it gets no new ones. */
  public void suspend(long installation) {
    state.change(() -> state.apps.installationOrThrow(installation).suspended = true);
  }

  /** Every token of the installation so far is answered 401 from now on. */
  public void revokeTokens(long installation) {
    state.change(() -> state.apps.revoke(installation));
  }

  /** For how long tokens that are handed out from now on hold; an hour by default. */
  public void tokenLifetime(Duration time) {
    state.change(() -> state.apps.tokenLifetime(time));
  }

  /** Tokens that are handed out from now on are answered 401 for so many requests. */
  public void lagOfNewTokens(int requests) {
    state.change(() -> state.apps.lagOfNewTokens(requests));
  }

  /** How many tokens were handed out. */
  public long tokensIssued() {
    return state.locked(state.apps::tokensIssued);
  }
}
