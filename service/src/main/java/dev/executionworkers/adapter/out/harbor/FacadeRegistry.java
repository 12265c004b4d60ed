package dev.executionworkers.adapter.out.harbor;

import dev.executionworkers.adapter.out.exchange.Exchange;
import dev.executionworkers.adapter.out.exchange.Exchanged;
import dev.executionworkers.adapter.out.exchange.Exchanged.Answered;
import dev.executionworkers.adapter.out.exchange.Exchanged.Faulted;
import dev.executionworkers.adapter.out.exchange.Json;
import dev.executionworkers.adapter.out.exchange.OutboundRequest;
import dev.executionworkers.adapter.out.exchange.OutboundRequest.Method;
import dev.executionworkers.adapter.out.exchange.OutboundRequest.Sender;
import dev.executionworkers.adapter.out.exchange.RetryAfter;
import dev.executionworkers.adapter.out.exchange.Verdict;
import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.domain.command.SecretId;
import dev.executionworkers.domain.outcome.DomainError;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.domain.outcome.Problem;
import dev.executionworkers.domain.outcome.StepResult;
import dev.executionworkers.port.out.Attempt;
import dev.executionworkers.port.out.Registry;
import java.net.URI;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A façade of somebody's own before a registry ({@code HARBOR_ROTATION=endpoint}): a {@code POST}
 * to it with Basic authentication has a token rotated, and any 2xx answers {@code {"token"}}.
 *
 * <p>The body tells whose token is meant, {@code {"secretId","robot"}}; a façade of one robot may
 * ignore it. {@code Idempotency-Key} is the same for every attempt of one rotation, so that a
 * façade that keeps what it answered can answer it again; one that does not is asked for another
 * token, and the last one holds.
 */
public final class FacadeRegistry implements Registry.Issuing {
  private static final int NOT_FOUND = 404;

  private final Exchange exchange;
  private final URI url;
  private final BasicCredentials principal;
  private final RobotNameTemplate names;

  /**
   * @param exchange with the façade's origin as its peer
   * @param url {@code HARBOR_URL}, used to the letter
   */
  public FacadeRegistry(
      Exchange exchange, URI url, BasicCredentials principal, RobotNameTemplate names) {
    this.exchange = exchange;
    this.url = url;
    this.principal = principal;
    this.names = names;
  }

  /** As the template has it: what a façade's robots are called is not ours to judge. */
  @Override
  public String robotName(SecretId secret) {
    return names.nameFor(secret);
  }

  @Override
  public StepResult<Secret> issue(SecretId secret, Attempt attempt) {
    String body =
        Json.write(
            Json.object().put("secretId", secret.value()).put("robot", names.nameFor(secret)));
    Exchanged exchanged =
        exchange.send(
            OutboundRequest.json(Method.POST, url, body)
                .by(Sender.of(attempt))
                .with("Authorization", principal.authorization())
                .with("Accept", "application/json")
                .with("Idempotency-Key", attempt.idempotencyKey()));
    return switch (exchanged) {
      case Faulted faulted -> StepResult.failed(Verdict.of(Peer.HARBOR, faulted));
      case Answered answer ->
          token(answer)
              .map(StepResult::done)
              .orElseGet(() -> StepResult.failed(failure(answer, attempt)));
    };
  }

  private static Optional<Secret> token(Answered answer) {
    return Optional.of(answer)
        .filter(it -> isSuccess(it.status()))
        .flatMap(it -> Json.read(it.body()))
        .map(body -> body.path("token"))
        .filter(JsonNode::isString)
        .map(JsonNode::asString)
        .filter(text -> !text.isBlank())
        .map(Secret::of);
  }

  /**
   * Its words are not quoted: nobody knows in which form it would tell them. Nor does its 404 prove
   * that a robot whose token it may just have changed is gone: anything on the way answers so.
   */
  private static Failure failure(Answered answer, Attempt attempt) {
    String said = "the registry's endpoint answered " + answer.status();
    if (isSuccess(answer.status())) {
      return new Failure.LostReply(unexpected(answer, said + " without a token"));
    }
    if (answer.status() == NOT_FOUND && attempt.effectInDoubt()) {
      return new Failure.Refused(unexpected(answer, said));
    }
    return Verdict.ofStatus(
        Peer.HARBOR, answer.status(), said, RetryAfter.of(answer), answer.receivedAt());
  }

  private static DomainError unexpected(Answered answer, String said) {
    return new DomainError(Peer.HARBOR, Problem.UNEXPECTED_RESPONSE, answer.status(), said);
  }

  private static boolean isSuccess(int status) {
    return status >= 200 && status <= 299;
  }
}
