package dev.executionworkers.adapter.in.http;

import dev.executionworkers.adapter.in.wire.ReplyJson;
import dev.executionworkers.domain.outcome.DomainError;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.outcome.Outcome;
import dev.executionworkers.domain.outcome.Result;
import dev.executionworkers.port.in.SuperviseExecutions.Running;
import dev.executionworkers.port.out.Ledger;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import tools.jackson.core.JsonGenerator;

/** The JSON of the ledger; what is not known is left out. */
final class LedgerJson {
  private LedgerJson() {}

  static String page(Ledger.Page page) {
    return ReplyJson.object(json -> {
      array(json, "operations", page.lines(), LedgerJson::line);
      page.next().ifPresent(next -> json.writeNumberProperty("next", next));
    });
  }

  /**
   * One execution.
   *
   * @param running empty when it does not run in this process
   */
  static String entry(Ledger.Entry entry, Optional<Running> running) {
    return ReplyJson.object(json -> {
      line(json, entry.line());
      entry.line().outcome().ifPresent(outcome -> outcome(json, outcome));
      json.writeStringProperty("outboundKey", entry.outboundKey());
      entry.lane().ifPresent(lane -> json.writeStringProperty("lane", lane));
      json.writeBooleanProperty("effectInDoubt", entry.effectInDoubt());
      entry.aftercareAt().ifPresent(at -> time(json, "aftercareAt", at));
      array(json, "steps", entry.steps(), LedgerJson::step);
      array(json, "failures", entry.failures(), LedgerJson::failures);
      running.ifPresent(now -> {
        json.writeObjectPropertyStart("running");
        running(json, now);
        json.writeEndObject();
      });
    });
  }

  private static void line(JsonGenerator json, Ledger.Line line) {
    json.writeStringProperty("operationId", line.execution().value());
    json.writeStringProperty("operation", line.operation().label());
    json.writeStringProperty("subject", line.subject());
    json.writeStringProperty("state", line.state().name().toLowerCase(Locale.ROOT));
    line.outcome()
        .flatMap(LedgerJson::error)
        .ifPresent(error -> json.writeStringProperty("code", error.code()));
    time(json, "begunAt", line.begunAt());
    line.finishedAt()
        .ifPresent(at -> {
          time(json, "finishedAt", at);
          json.writeNumberProperty(
              "durationMillis", Duration.between(line.begunAt(), at).toMillis());
        });
  }

  private static Optional<DomainError> error(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Completed _ -> Optional.empty();
      case Outcome.Failed(Failure failure) -> Optional.of(failure.error());
    };
  }

  private static void outcome(JsonGenerator json, Outcome outcome) {
    switch (outcome) {
      case Outcome.Completed(Result.Confirmed _) -> {}
      case Outcome.Completed(Result.RepositoryReady ready) -> {
        json.writeStringProperty("repository", ready.repository().htmlUrl().toString());
        json.writeBooleanProperty("created", ready.created());
      }
      case Outcome.Failed(Failure failure) -> failure(json, "error", failure);
    }
  }

  private static void failure(JsonGenerator json, String name, Failure failure) {
    DomainError error = failure.error();
    json.writeObjectPropertyStart(name);
    json.writeStringProperty("code", error.code());
    json.writeStringProperty("target", error.peer().target());
    json.writeNumberProperty("peerStatus", error.peerStatus());
    json.writeStringProperty("detail", error.detail());
    json.writeBooleanProperty("retryable", error.problem().retryable());
    json.writeBooleanProperty("effectUnknown", failure.effectUnknown());
    failure.retryAt().ifPresent(at -> time(json, "retryAt", at));
    json.writeEndObject();
  }

  private static void step(JsonGenerator json, Ledger.RecordedStep step) {
    json.writeStringProperty("name", step.name());
    time(json, "at", step.at());
    step.by().ifPresent(by -> json.writeStringProperty("by", by));
  }

  private static void failures(JsonGenerator json, Ledger.StepFailures failures) {
    json.writeStringProperty("step", failures.step());
    json.writeNumberProperty("count", failures.count());
    json.writeStringProperty("code", failures.code());
    json.writeNumberProperty("peerStatus", failures.peerStatus());
    json.writeStringProperty("detail", failures.detail());
    time(json, "lastAt", failures.lastAt());
  }

  private static void running(JsonGenerator json, Running running) {
    time(json, "since", running.since());
    json.writeBooleanProperty("pending", running.pending());
    json.writeNumberProperty("waitingCallers", running.waitingCallers());
    running.pausesUntil().ifPresent(at -> time(json, "nextAttemptAt", at));
    running.lastFailure().ifPresent(failure -> failure(json, "lastFailure", failure));
  }

  /** Nobody needs a part of a millisecond, and the journal does not keep it. */
  private static void time(JsonGenerator json, String name, Instant at) {
    json.writeStringProperty(name, at.truncatedTo(ChronoUnit.MILLIS).toString());
  }

  private static <T> void array(
      JsonGenerator json, String name, Collection<T> items, BiConsumer<JsonGenerator, T> fields) {
    json.writeArrayPropertyStart(name);
    for (T item : items) {
      json.writeStartObject();
      fields.accept(json, item);
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
