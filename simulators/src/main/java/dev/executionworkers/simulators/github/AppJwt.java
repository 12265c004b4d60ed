package dev.executionworkers.simulators.github;

import dev.executionworkers.simulators.wire.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import tools.jackson.databind.JsonNode;

/**
 * Checks an App's JSON Web Token as GitHub does, with its words (hub4j's recorded answers,
 * octokit/auth-app's patterns, actions/create-github-app-token issue 76).
 */
final class AppJwt {

  private static final Duration MAX_AHEAD = Duration.ofMinutes(10);
  private static final String UNREADABLE = "A JSON web token could not be decoded";

  private final AppRegistry apps;
  private final InstantSource clock;

  AppJwt(AppRegistry apps, InstantSource clock) {
    this.apps = apps;
    this.clock = clock;
  }

  /** A JWT's first part always begins so: it is <code>{"</code> in Base64. */
  static boolean looksLikeOne(String token) {
    return token.startsWith("eyJ");
  }

  /**
   * Whose it is.
   *
   * @throws Refused when it is nobody's, or not now
   */
  App verify(String jwt) {
    String[] parts = jwt.split("\\.", -1);
    if (parts.length != 3) {
      throw refused(UNREADABLE);
    }
    JsonNode header = decoded(parts[0]);
    JsonNode claims = decoded(parts[1]);
    if (!header.path("alg").asString("").equals("RS256")) {
      throw refused(UNREADABLE);
    }
    App app =
        apps.app(claims.path("iss").asString(""))
            .orElseThrow(() -> new Refused(Answers.error(404, "Integration not found", Docs.ROOT)));
    if (!isSigned(parts, app)) {
      throw refused(UNREADABLE);
    }
    checkTimes(claims);
    return app;
  }

  private void checkTimes(JsonNode claims) {
    Instant now = clock.instant();
    Instant expires = time(claims, "exp");
    if (!expires.isAfter(now)) {
      throw refused(
          "'Expiration time' claim ('exp') must be a numeric value representing the future time at"
              + " which the assertion expires");
    }
    if (expires.isAfter(now.plus(MAX_AHEAD))) {
      throw refused("'Expiration time' claim ('exp') is too far in the future");
    }
    if (time(claims, "iat").isAfter(now)) {
      throw refused(
          "'Issued at' claim ('iat') must be an Integer representing the time that the assertion"
              + " was issued");
    }
  }

  private static Instant time(JsonNode claims, String name) {
    JsonNode value = claims.path(name);
    if (!value.isIntegralNumber()) {
      throw refused(UNREADABLE);
    }
    return Instant.ofEpochSecond(value.asLong());
  }

  private static boolean isSigned(String[] parts, App app) {
    try {
      var signature = Signature.getInstance("SHA256withRSA");
      signature.initVerify(app.key());
      signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
      return signature.verify(Base64.getUrlDecoder().decode(parts[2]));
    } catch (GeneralSecurityException | IllegalArgumentException notSigned) {
      return false;
    }
  }

  private static JsonNode decoded(String part) {
    try {
      return Json.read(Base64.getUrlDecoder().decode(part)).orElseThrow(() -> refused(UNREADABLE));
    } catch (IllegalArgumentException notBase64) {
      throw refused(UNREADABLE);
    }
  }

  private static Refused refused(String message) {
    return new Refused(Answers.error(401, message, Docs.ROOT));
  }
}
