package dev.executionworkers.adapter.in.wire;

import dev.executionworkers.domain.command.ExecutionId;
import dev.executionworkers.domain.outcome.DomainError;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.outcome.Result;
import dev.executionworkers.port.in.Answer;
import java.time.Duration;
import java.time.Instant;

/** What each answer of the application is on the wire. Thread-safe. */
public final class Answers {
  private static final int OK = 200;
  private static final int CREATED = 201;
  private static final int ACCEPTED = 202;
  private static final Duration AT_ONCE = Duration.ofSeconds(1);

  private Answers() {}

  /** The reply to whoever asked, when it is {@code now}. */
  public static Reply.Answered reply(Answer answer, Instant now) {
    return switch (answer) {
      case Answer.Succeeded(ExecutionId id, Result result) -> success(id, result);
      case Answer.Failed(ExecutionId id, Failure failure) -> failed(failure, now).about(id);
      case Answer.InProgress(ExecutionId id) ->
          ServerProblem.OPERATION_IN_PROGRESS
              .because("the operation goes on; the same request again waits for its result")
              .retryAfter(AT_ONCE)
              .about(id);
      case Answer.KeyReused _ ->
          ServerProblem.IDEMPOTENCY_KEY_REUSED.because(
              "the Idempotency-Key came before with another request of this operation");
      case Answer.ShuttingDown _ -> shuttingDown();
      case Answer.JournalUnavailable _ -> journalUnavailable();
      case Answer.Defect(ExecutionId id) -> defect().about(id);
    };
  }

  /** The process is about to end. */
  public static Refusal shuttingDown() {
    return ServerProblem.SHUTTING_DOWN
        .because("this process takes no new operations")
        .retryAfter(AT_ONCE);
  }

  /** The journal cannot be written. */
  public static Refusal journalUnavailable() {
    return ServerProblem.JOURNAL_UNAVAILABLE.because(
        "nothing may be begun while the journal cannot be written");
  }

  /** A bug of ours. */
  public static Refusal defect() {
    return ServerProblem.INTERNAL_ERROR.because("the log has more, under the trace id");
  }

  private static Reply.Answered success(ExecutionId id, Result result) {
    return switch (result) {
      case Result.RepositoryReady ready ->
          new Reply.Success(ready.created() ? CREATED : OK, id, ReplyJson.repository(ready));
      case Result.Confirmed _ -> new Reply.Success(ACCEPTED, id, ReplyJson.accepted(id));
    };
  }

  private static Refusal failed(Failure failure, Instant now) {
    DomainError error = failure.error();
    ProblemType type =
        new ProblemType(
            error.code(),
            ProblemStatus.title(error.problem()),
            ProblemStatus.of(error.problem()),
            error.problem().retryable());
    Refusal refusal = Refusal.of(type, error.detail()).from(error.peer().target());
    return failure
        .retryAt()
        .filter(_ -> type.retryable())
        .map(at -> refusal.retryAfter(Duration.between(now, at)))
        .orElse(refusal);
  }
}
