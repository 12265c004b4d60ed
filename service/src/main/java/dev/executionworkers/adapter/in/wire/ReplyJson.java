package dev.executionworkers.adapter.in.wire;

import dev.executionworkers.domain.command.ExecutionId;
import dev.executionworkers.domain.outcome.Repository;
import dev.executionworkers.domain.outcome.Result.RepositoryReady;
import java.io.StringWriter;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The JSON of replies. */
public final class ReplyJson {
  private static final JsonFactory JSON = JsonFactory.builder().build();

  private ReplyJson() {}

  /** The repository, in GitHub's own field names. */
  public static String repository(RepositoryReady ready) {
    Repository repository = ready.repository();
    return object(json -> {
      json.writeNumberProperty("id", repository.id());
      json.writeStringProperty("name", repository.name());
      json.writeStringProperty("full_name", repository.fullName());
      json.writeBooleanProperty("private", repository.isPrivate());
      json.writeStringProperty("html_url", repository.htmlUrl().toString());
      json.writeStringProperty("clone_url", repository.cloneUrl().toString());
      json.writeStringProperty("ssh_url", repository.sshUrl());
      json.writeStringProperty("default_branch", repository.defaultBranch());
      json.writeBooleanProperty("created", ready.created());
    });
  }

  /** That an operation without a result of its own happened. */
  public static String accepted(ExecutionId id) {
    return object(json -> {
      json.writeStringProperty("status", "accepted");
      json.writeStringProperty("operationId", id.value());
    });
  }

  /** A problem after RFC 9457, with our extensions; what is not known is left out. */
  public static String problem(Refusal refusal, String traceId) {
    ProblemType type = refusal.type();
    return object(json -> {
      json.writeStringProperty("type", type.uri());
      json.writeStringProperty("title", type.title());
      json.writeNumberProperty("status", type.status());
      json.writeStringProperty("detail", refusal.detail());
      json.writeStringProperty("code", type.code());
      json.writeStringProperty("message", refusal.detail());
      json.writeBooleanProperty("retryable", type.retryable());
      refusal.target().ifPresent(target -> json.writeStringProperty("target", target));
      refusal.execution().ifPresent(id -> json.writeStringProperty("operationId", id.value()));
      json.writeStringProperty("traceId", traceId);
    });
  }

  /** An object with these fields. */
  public static String object(Consumer<JsonGenerator> fields) {
    StringWriter text = new StringWriter(256);
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      fields.accept(json);
      json.writeEndObject();
    }
    return text.toString();
  }
}
