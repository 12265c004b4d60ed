package dev.executionworkers.adapter.in.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The headers of a request, each as one value. */
final class CombinedHeaders {
  private CombinedHeaders() {}

  /**
   * Gives a header by its name. What comes in several fields is joined by commas (RFC 9110, 5.3),
   * as a {@code tracestate} may (W3C Trace Context, 3.3.1). A {@code traceparent} that comes twice
   * is none that way, as nobody can say which is meant.
   */
  static Function<String, Optional<String>> of(Headers headers) {
    return name ->
        headers.all(HeaderNames.create(name), List::of).stream()
            .filter(field -> !field.isBlank())
            .reduce((fields, next) -> fields + "," + next);
  }
}
