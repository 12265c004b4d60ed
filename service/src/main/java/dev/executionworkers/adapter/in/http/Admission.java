package dev.executionworkers.adapter.in.http;

import dev.executionworkers.adapter.in.wire.Refusal;
import dev.executionworkers.adapter.in.wire.ServerProblem;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Whether a caller may come in. */
final class Admission {
  private static final HeaderName TOKEN = HeaderNames.create("X-Internal-Token");

  private final Supplier<InternalTokens> tokens;

  Admission(Supplier<InternalTokens> tokens) {
    this.tokens = tokens;
  }

  /** What a caller is told who may not. */
  Optional<Refusal> refusal(ServerRequest request) {
    return tokens.get().admit(only(request))
        ? Optional.empty()
        : Optional.of(
            ServerProblem.UNAUTHORIZED
                .because("X-Internal-Token is missing or wrong")
                .withHeader("WWW-Authenticate", TOKEN.defaultCase()));
  }

  /** The header's value; one that comes twice is none, as nobody can say which is meant. */
  private static Optional<String> only(ServerRequest request) {
    List<String> values = request.headers().all(TOKEN, List::of);
    return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
  }
}
