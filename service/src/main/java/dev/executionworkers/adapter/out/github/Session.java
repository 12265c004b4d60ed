package dev.executionworkers.adapter.out.github;

import dev.executionworkers.adapter.out.exchange.Exchanged;
import dev.executionworkers.adapter.out.exchange.ForeignText;
import dev.executionworkers.adapter.out.exchange.Json;
import dev.executionworkers.adapter.out.exchange.OutboundRequest;
import dev.executionworkers.adapter.out.exchange.OutboundRequest.Method;
import dev.executionworkers.adapter.out.exchange.OutboundRequest.Sender;
import dev.executionworkers.domain.outcome.StepResult;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * The calls of one attempt, all made as the same account. Thread-safe.
 *
 * @param calls sends them
 * @param login as whom
 * @param sender for whom
 */
record Session(Function<OutboundRequest, Exchanged> calls, GitHubLogin login, Sender sender) {
  private static final String MEDIA_TYPE = "application/vnd.github+json";

  /** Supported until 2028-03-10; the fields that we use are the same in 2026-03-10. */
  private static final String API_VERSION = "2022-11-28";

  Exchanged get(URI address) {
    return send(OutboundRequest.of(Method.GET, address));
  }

  Exchanged post(URI address, JsonNode body) {
    return send(OutboundRequest.json(Method.POST, address, Json.write(body)));
  }

  /** A POST that GitHub does not count among those that create content. */
  Exchanged postWithoutContent(URI address, JsonNode body) {
    return send(OutboundRequest.json(Method.POST, address, Json.write(body)).withoutContent());
  }

  /**
   * Replaces what is there.
   *
   * @param revision makes the body anew, from calls of the session that it is given
   */
  Exchanged put(URI address, JsonNode body, Function<Session, Optional<JsonNode>> revision) {
    return send(
        OutboundRequest.json(Method.PUT, address, Json.write(body))
            .revisedBy(
                reads -> revision.apply(new Session(reads, login, sender)).map(Json::write)));
  }

  /** What an answer means that is not the one hoped for. */
  <T> StepResult<T> failed(Exchanged exchanged) {
    return StepResult.failed(GitHubAnswers.classify(exchanged, shown()));
  }

  /** What may be shown of GitHub's words: all but the token. */
  ForeignText shown() {
    return ForeignText.without(login.token());
  }

  /** The {@code User-Agent}, without which GitHub answers 403, is the exchange's. */
  private Exchanged send(OutboundRequest request) {
    return calls.apply(
        request
            .by(sender)
            .with("Accept", MEDIA_TYPE)
            .with("X-GitHub-Api-Version", API_VERSION)
            .with("Authorization", "Bearer " + login.token().reveal()));
  }
}
