package dev.executionworkers.simulators.github;

import dev.executionworkers.simulators.wire.Received;
import java.util.Locale;
import java.util.Optional;

/** Finds out whose request it is. Guarded by the state's lock. */
final class Credentials {

  private final GitHubState state;
  private final AppJwt jwts;

  Credentials(GitHubState state) {
    this.state = state;
    this.jwts = new AppJwt(state.apps, state.clock);
  }

  /**
   * Whose request it is.
   *
   * @throws Refused when there are credentials, and they are none
   */
  Caller caller(Received request) {
    Optional<String> authorization = request.header("Authorization");
    if (authorization.isEmpty()) {
      return new Caller.Anonymous();
    }
    String[] parts = authorization.get().strip().split(" +", 2);
    String scheme = parts[0].toLowerCase(Locale.ROOT);
    if (parts.length < 2 || !(scheme.equals("bearer") || scheme.equals("token"))) {
      throw badCredentials();
    }
    return AppJwt.looksLikeOne(parts[1])
        ? new Caller.Application(jwts.verify(parts[1]))
        : bearer(parts[1]).orElseThrow(Credentials::badCredentials);
  }

  private Optional<Caller> bearer(String token) {
    return Optional.ofNullable(state.tokens.get(token))
        .or(() -> state.apps.bearer(token).map(Credentials::installed));
  }

  private static Caller installed(Installation installation) {
    if (installation.suspended) {
      throw new Refused(Answers.suspended());
    }
    return new Caller.Installation(installation.account, installation.administration);
  }

  private static Refused badCredentials() {
    return new Refused(Answers.error(401, "Bad credentials", Docs.ROOT));
  }
}
