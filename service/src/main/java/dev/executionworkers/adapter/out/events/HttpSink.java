package dev.executionworkers.adapter.out.events;

import dev.executionworkers.adapter.out.exchange.Exchange;
import dev.executionworkers.adapter.out.exchange.Exchanged.Answered;
import dev.executionworkers.adapter.out.exchange.Exchanged.Faulted;
import dev.executionworkers.adapter.out.exchange.OutboundRequest;
import dev.executionworkers.adapter.out.exchange.OutboundRequest.Method;
import dev.executionworkers.adapter.out.exchange.OutboundRequest.Sender;
import dev.executionworkers.adapter.out.exchange.RetryAfter;
import dev.executionworkers.domain.command.Secret;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Posts events to a URL in the structured mode of CloudEvents' HTTP binding. Thread-safe.
 *
 * @param uri where they are posted to
 * @param token sent as a bearer token; asked for at every attempt, since a file that holds it may
 *     change
 * @param exchange to the origin of {@code uri}
 */
public record HttpSink(URI uri, Optional<Supplier<Secret>> token, Exchange exchange) {
  private static final Map<String, String> HEADERS =
      Map.of("Content-Type", "application/cloudevents+json");

  /** Posts it once. */
  Receipt deliver(String event) {
    return switch (exchange.send(request(event))) {
      case Answered answer -> read(answer);
      case Faulted(var kind, _) -> new Receipt.Failed(kind.text(), Optional.empty(), !kind.sent());
    };
  }

  private OutboundRequest request(String event) {
    var request = new OutboundRequest(Method.POST, uri, HEADERS, Optional.of(event), Sender.NOBODY);
    return token
        .map(secret -> request.with("Authorization", "Bearer " + secret.get().reveal()))
        .orElse(request);
  }

  private static Receipt read(Answered answer) {
    int status = answer.status();
    String detail = "status " + status;
    Optional<Instant> retryAt = RetryAfter.of(answer);
    return switch (status) {
      case 408, 421, 423, 425, 499 -> new Receipt.Failed(detail, retryAt, false);
      case 401, 407, 429 -> new Receipt.Failed(detail, retryAt, true);
      default -> ofClass(status, detail, retryAt);
    };
  }

  /**
   * A 5xx that says when it is over is about the sink; one that does not may be about the event.
   */
  private static Receipt ofClass(int status, String detail, Optional<Instant> retryAt) {
    return switch (status / 100) {
      case 2 -> new Receipt.Accepted();
      case 4 -> new Receipt.Refused(detail);
      default -> new Receipt.Failed(detail, retryAt, retryAt.isPresent());
    };
  }
}
