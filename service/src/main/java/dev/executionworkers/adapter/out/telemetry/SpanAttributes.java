package dev.executionworkers.adapter.out.telemetry;

import dev.executionworkers.domain.command.ApplyBranchProtection;
import dev.executionworkers.domain.command.Command;
import dev.executionworkers.domain.command.CreateRepository;
import dev.executionworkers.domain.command.CreateSecretBindings;
import dev.executionworkers.domain.command.EnvironmentId;
import dev.executionworkers.domain.command.ProvisionSecrets;
import dev.executionworkers.domain.command.RepositoryRef;
import dev.executionworkers.domain.command.SecretId;
import dev.executionworkers.domain.command.UpdateSecretBindings;
import dev.executionworkers.domain.command.VerifyGitOpsReconciliation;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import java.net.URI;

/**
 * What spans are marked with. The names of HTTP, servers and errors are OpenTelemetry's semantic
 * conventions 1.45; the others are our own and part of the contract.
 */
final class SpanAttributes {
  static final AttributeKey<String> REQUEST_METHOD = AttributeKey.stringKey("http.request.method");
  static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
  static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");
  static final AttributeKey<String> SERVER_ADDRESS = AttributeKey.stringKey("server.address");
  static final AttributeKey<Long> SERVER_PORT = AttributeKey.longKey("server.port");
  static final AttributeKey<String> PEER_SERVICE = AttributeKey.stringKey("peer.service");
  static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");
  static final AttributeKey<String> OPERATION_ID = AttributeKey.stringKey("operation.id");
  static final AttributeKey<String> FAILURE_CODE = AttributeKey.stringKey("failure.code");
  static final AttributeKey<String> GIT_OWNER = AttributeKey.stringKey("git.owner");
  static final AttributeKey<String> GIT_REPO = AttributeKey.stringKey("git.repo");
  static final AttributeKey<String> GIT_BRANCH = AttributeKey.stringKey("git.branch");
  static final AttributeKey<String> APPENV_ID = AttributeKey.stringKey("appenv.id");
  static final AttributeKey<String> SECRET_ID = AttributeKey.stringKey("secret.id");
  static final AttributeKey<String> HARBOR_BASE_URL = AttributeKey.stringKey("harbor.base_url");
  static final AttributeKey<String> HARBOR_ROBOT_USER = AttributeKey.stringKey("harbor.robot_user");

  /** These three are called so by Temporal's own interceptors. */
  static final AttributeKey<String> TEMPORAL_WORKFLOW =
      AttributeKey.stringKey("temporalWorkflowID");

  static final AttributeKey<String> TEMPORAL_RUN = AttributeKey.stringKey("temporalRunID");
  static final AttributeKey<String> TEMPORAL_ACTIVITY =
      AttributeKey.stringKey("temporalActivityID");

  private SpanAttributes() {}

  /** What a command is about. */
  static Attributes of(Command command) {
    return switch (command) {
      case CreateRepository(RepositoryRef repository, _, _, _) ->
          Attributes.of(GIT_OWNER, repository.owner().value(), GIT_REPO, repository.name().value());
      case ApplyBranchProtection protect ->
          Attributes.of(
              APPENV_ID, protect.environment().value(),
              GIT_OWNER, protect.repository().owner().value(),
              GIT_REPO, protect.repository().name().value(),
              GIT_BRANCH, protect.branch().value());
      case ProvisionSecrets(EnvironmentId environment) ->
          Attributes.of(APPENV_ID, environment.value());
      case CreateSecretBindings(EnvironmentId environment) ->
          Attributes.of(APPENV_ID, environment.value());
      case VerifyGitOpsReconciliation(EnvironmentId environment) ->
          Attributes.of(APPENV_ID, environment.value());
      case UpdateSecretBindings(SecretId secret) -> Attributes.of(SECRET_ID, secret.value());
    };
  }

  /** Marks a span as failed with a stable code, and with nothing that somebody else wrote. */
  static void fail(Span span, String code) {
    span.setStatus(StatusCode.ERROR, code);
    span.setAttribute(FAILURE_CODE, code);
  }

  /** A URL as it may be shown: without user, query and fragment. */
  static String shown(URI url) {
    String path = url.getRawPath() == null ? "" : url.getRawPath();
    return url.getScheme()
        + "://"
        + host(url)
        + (url.getPort() < 0 ? "" : ":" + url.getPort())
        + path;
  }

  /** The port of a URL, its scheme's own when it names none. */
  static int port(URI url) {
    if (url.getPort() >= 0) {
      return url.getPort();
    }
    return "https".equalsIgnoreCase(url.getScheme()) ? 443 : 80;
  }

  /** The host of a URL; empty when it has none. */
  static String host(URI url) {
    return url.getHost() == null ? "" : url.getHost();
  }
}
