package dev.executionworkers.simulators.harbor;

import dev.executionworkers.simulators.wire.Received;
import dev.executionworkers.simulators.wire.Reply;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Harbor's protection of browsers, which catches every HTTP client that keeps cookies: a write that
 * carries a {@code sid} cookie, even a made-up one, needs a token, and that is looked at before the
 * credentials are (goharbor/harbor#12455, #13570).
 */
final class CsrfGuard {

  private static final String SESSION = "sid";
  private static final String SECRET = "_gorilla_csrf";
  private static final String TOKEN_HEADER = "X-Harbor-CSRF-Token";
  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

  private CsrfGuard() {}

  /** The answer to a write that may be forged, if it may. */
  static Optional<Reply> refusal(Received request) {
    if (!guarded(request) || SAFE.contains(request.method())) {
      return Optional.empty();
    }
    Optional<String> token = request.header(TOKEN_HEADER);
    if (token.isEmpty()) {
      return Optional.of(Answers.forbidden("CSRF token not found in request"));
    }
    return token.equals(cookie(request, SECRET))
        ? Optional.empty()
        : Optional.of(Answers.forbidden("CSRF token invalid"));
  }

  /** The answer with its session cookie, and with a token when a session reads. */
  static Reply decorate(Received request, Reply reply) {
    Reply session =
        cookie(request, SESSION).isPresent()
            ? reply
            : reply.with("Set-Cookie", SESSION + "=" + random() + "; Path=/; HttpOnly");
    if (!guarded(request) || !SAFE.contains(request.method())) {
      return session;
    }
    String token = cookie(request, SECRET).orElseGet(CsrfGuard::random);
    return session
        .with("Set-Cookie", SECRET + "=" + token + "; Path=/; HttpOnly; SameSite=Strict")
        .with(TOKEN_HEADER, token);
  }

  private static boolean guarded(Received request) {
    return request.path().startsWith("/api/") && cookie(request, SESSION).isPresent();
  }

  private static Optional<String> cookie(Received request, String name) {
    return request.headers().all("Cookie").stream()
        .flatMap(header -> Arrays.stream(header.split(";")))
        .map(String::strip)
        .filter(pair -> pair.startsWith(name + "="))
        .map(pair -> pair.substring(name.length() + 1))
        .findFirst();
  }

  private static String random() {
    return UUID.randomUUID().toString().replace("-", "");
  }
}
