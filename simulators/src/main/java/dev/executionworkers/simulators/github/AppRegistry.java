package dev.executionworkers.simulators.github;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The Apps there are, where they are installed, and their tokens. Guarded by the state's lock. */
final class AppRegistry {

  static final Duration DEFAULT_LIFETIME = Duration.ofHours(1);
  private static final long FIRST_INSTALLATION = 40_000_001;

  /** A token that was handed out. */
  private static final class Issued {
    final Installation installation;
    final Instant expires;
    int requestsUntilKnown;

    Issued(Installation installation, Instant expires, int requestsUntilKnown) {
      this.installation = installation;
      this.expires = expires;
      this.requestsUntilKnown = requestsUntilKnown;
    }
  }

  /** A token as it is handed out. */
  record Token(String text, Instant expires) {}

  private final InstantSource clock;
  private final Map<String, App> byIssuer = new HashMap<>();
  private final Map<Long, Installation> installations = new HashMap<>();
  private final Map<String, Issued> issued = new HashMap<>();
  private long nextInstallation = FIRST_INSTALLATION;
  private long tokens;
  private Duration lifetime = DEFAULT_LIFETIME;
  private int lag;

  AppRegistry(InstantSource clock) {
    this.clock = clock;
  }

  void add(App app) {
    byIssuer.put(Long.toString(app.id()), app);
    byIssuer.put(app.clientId(), app);
  }

  Optional<App> app(String issuer) {
    return Optional.ofNullable(byIssuer.get(issuer));
  }

  Installation install(App app, Account account, boolean administration) {
    var installation = new Installation(nextInstallation++, app, account, administration);
    installations.put(installation.id, installation);
    return installation;
  }

  /** The installation goes, and its tokens with it. */
  void uninstall(long id) {
    installations.remove(id);
    revoke(id);
  }

  void revoke(long id) {
    issued.values().removeIf(token -> token.installation.id == id);
  }

  void tokenLifetime(Duration time) {
    lifetime = time;
  }

  void lagOfNewTokens(int requests) {
    lag = requests;
  }

  long tokensIssued() {
    return tokens;
  }

  Optional<Installation> installation(long id, App app) {
    return Optional.ofNullable(installations.get(id)).filter(found -> found.app.equals(app));
  }

  Optional<Installation> installationOn(Account account, App app) {
    return installations.values().stream()
        .filter(found -> found.account == account && found.app.equals(app))
        .findFirst();
  }

  /** For set-up code, which is wrong when there is none. */
  Installation installationOrThrow(long id) {
    @Nullable Installation found = installations.get(id);
    if (found == null) {
      throw new IllegalArgumentException("there is no installation " + id);
    }
    return found;
  }

  /**
   * A new token. It looks like the stateless ones of 2026, which are longer than the former 40
   * characters and have dots and dashes.
   */
  Token issue(Installation installation) {
    String payload = "{\"n\":" + ++tokens + ",\"ins\":" + installation.id + "}";
    String text =
        "ghs_%d_%s.%s.c2lnbmF0dXJl-%06d"
            .formatted(
                installation.app.id(), encoded("{\"typ\":\"JWT\"}"), encoded(payload), tokens);
    Instant expires = clock.instant().plus(lifetime);
    issued.put(text, new Issued(installation, expires, lag));
    return new Token(text, expires);
  }

  /** Whose token it is; empty when it is none, has expired, or is not known everywhere yet. */
  Optional<Installation> bearer(String token) {
    @Nullable Issued found = issued.get(token);
    if (found == null || !clock.instant().isBefore(found.expires)) {
      return Optional.empty();
    }
    if (found.requestsUntilKnown > 0) {
      found.requestsUntilKnown--;
      return Optional.empty();
    }
    return Optional.of(found.installation);
  }

  private static String encoded(String json) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }
}
