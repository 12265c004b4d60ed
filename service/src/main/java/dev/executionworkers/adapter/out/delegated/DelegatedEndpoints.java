package dev.executionworkers.adapter.out.delegated;

import dev.executionworkers.adapter.out.exchange.ForeignText;
import dev.executionworkers.adapter.out.exchange.Json;
import dev.executionworkers.adapter.out.exchange.OutboundRequest;
import dev.executionworkers.adapter.out.exchange.OutboundRequest.Method;
import dev.executionworkers.adapter.out.exchange.OutboundRequest.Sender;
import dev.executionworkers.domain.command.CreateSecretBindings;
import dev.executionworkers.domain.command.EnvironmentId;
import dev.executionworkers.domain.command.ProvisionSecrets;
import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.domain.command.SecretId;
import dev.executionworkers.domain.command.VerifyGitOpsReconciliation;
import dev.executionworkers.domain.outcome.DomainError;
import dev.executionworkers.domain.outcome.Problem;
import dev.executionworkers.domain.outcome.Result.Confirmed;
import dev.executionworkers.domain.outcome.StepResult;
import dev.executionworkers.port.out.Attempt;
import dev.executionworkers.port.out.BindingPropagator;
import dev.executionworkers.port.out.EnvironmentProvider;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/**
 * Posts work to the systems that do it. One POST for each attempt, under the operation's key; any
 * 2xx confirms. Thread-safe.
 */
public final class DelegatedEndpoints implements EnvironmentProvider, BindingPropagator {
  private final Map<Delegate, Endpoint> configured;

  /** Work for a delegate that is not {@code configured} is refused without a call. */
  public DelegatedEndpoints(Map<Delegate, Endpoint> configured) {
    this.configured = Map.copyOf(configured);
  }

  @Override
  public StepResult<Confirmed> provisionSecrets(ProvisionSecrets command, Attempt attempt) {
    return post(Delegate.SECRETS, body(command.environment()), attempt);
  }

  @Override
  public StepResult<Confirmed> createSecretBindings(CreateSecretBindings command, Attempt attempt) {
    return post(Delegate.SECRET_BINDINGS, body(command.environment()), attempt);
  }

  @Override
  public StepResult<Confirmed> verifyGitOps(VerifyGitOpsReconciliation command, Attempt attempt) {
    return post(Delegate.GITOPS_VERIFY, body(command.environment()), attempt);
  }

  @Override
  public StepResult<Confirmed> reachable(Attempt attempt) {
    return at(
        Delegate.BINDINGS_UPDATE,
        endpoint ->
            DelegatedAnswers.ofConnecting(
                Delegate.BINDINGS_UPDATE.peer(), endpoint.exchange().connect()));
  }

  @Override
  public StepResult<Confirmed> propagate(BindingUpdate update, Attempt attempt) {
    JsonNode body =
        Json.object()
            .put(SecretId.FIELD, update.secret().value())
            .put("token", update.token().reveal())
            .put("username", update.username())
            .put("generation", update.generation());
    ForeignText known = ForeignText.without().andLogin(update.username(), update.token());
    return post(Delegate.BINDINGS_UPDATE, body, attempt, known);
  }

  private static JsonNode body(EnvironmentId environment) {
    return Json.object().put(EnvironmentId.FIELD, environment.value());
  }

  private StepResult<Confirmed> post(Delegate delegate, JsonNode body, Attempt attempt) {
    return post(delegate, body, attempt, ForeignText.without());
  }

  private StepResult<Confirmed> post(
      Delegate delegate, JsonNode body, Attempt attempt, ForeignText known) {
    return at(
        delegate,
        endpoint -> {
          Optional<Secret> token = endpoint.token().map(Supplier::get);
          var answers =
              new DelegatedAnswers(
                  delegate.peer(), token.map(known::and).orElse(known), attempt.effectInDoubt());
          return answers.read(endpoint.exchange().send(request(endpoint, body, attempt, token)));
        });
  }

  private static OutboundRequest request(
      Endpoint endpoint, JsonNode body, Attempt attempt, Optional<Secret> token) {
    Map<String, String> headers = new HashMap<>();
    headers.put("Content-Type", "application/json");
    headers.put("Accept", "application/json");
    headers.put("Idempotency-Key", attempt.idempotencyKey());
    token.ifPresent(secret -> headers.put("Authorization", "Bearer " + secret.reveal()));
    return new OutboundRequest(
        Method.POST, endpoint.uri(), headers, Optional.of(Json.write(body)), Sender.of(attempt));
  }

  private StepResult<Confirmed> at(
      Delegate delegate, Function<Endpoint, StepResult<Confirmed>> call) {
    return Optional.ofNullable(configured.get(delegate))
        .map(call)
        .orElseGet(() -> StepResult.refused(notConfigured(delegate)));
  }

  private static DomainError notConfigured(Delegate delegate) {
    return new DomainError(
        delegate.peer(),
        Problem.NOT_CONFIGURED,
        DomainError.NO_STATUS,
        delegate.variable() + " is not set");
  }
}
