package dev.executionworkers.adapter.out.journal.format;

import dev.executionworkers.domain.outcome.DomainError;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.outcome.Outcome;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.domain.outcome.Problem;
import dev.executionworkers.domain.outcome.Repository;
import dev.executionworkers.domain.outcome.Result;
import dev.executionworkers.domain.outcome.Visibility;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** An outcome as the journal keeps it, so that it can be answered again. */
public final class OutcomeFormat {
  private static final String CONFIRMED = "{\"completed\":\"confirmed\"}";
  private static final String COMPLETED = "completed";
  private static final String FAILED = "failed";
  private static final String INTERRUPTED = "interrupted";
  private static final String UNTIL = "until";

  /** How the text of an outcome begins that is {@link Failure.Interrupted}, and of no other. */
  public static final String INTERRUPTED_BEGINS = "{\"" + FAILED + "\":\"" + INTERRUPTED + "\"";

  private OutcomeFormat() {}

  /** The outcome in JSON. */
  public static String write(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Completed(Result.Confirmed _) -> CONFIRMED;
      case Outcome.Completed(Result.RepositoryReady ready) -> Json.write(json(ready));
      case Outcome.Failed(Failure failure) -> Json.write(json(failure));
    };
  }

  /**
   * The outcome that was written.
   *
   * @throws UnreadableRecordException when no version of this service wrote it
   */
  public static Outcome read(String text) {
    return text.equals(CONFIRMED)
        ? new Outcome.Completed(new Result.Confirmed())
        : Json.reading("an outcome", text, OutcomeFormat::outcome);
  }

  private static ObjectNode json(Result.RepositoryReady ready) {
    Repository repository = ready.repository();
    return Json.object()
        .put(COMPLETED, "repository")
        .put("id", repository.id())
        .put("name", repository.name())
        .put("fullName", repository.fullName())
        .put("private", repository.isPrivate())
        .put("htmlUrl", repository.htmlUrl().toString())
        .put("cloneUrl", repository.cloneUrl().toString())
        .put("sshUrl", repository.sshUrl())
        .put("defaultBranch", repository.defaultBranch())
        .put("created", ready.created());
  }

  private static ObjectNode json(Failure failure) {
    DomainError error = failure.error();
    ObjectNode json =
        Json.object()
            .put(FAILED, kind(failure))
            .put("peer", error.peer().name())
            .put("problem", error.problem().name())
            .put("peerStatus", error.peerStatus())
            .put("detail", error.detail());
    failure.retryAt().ifPresent(until -> json.put(UNTIL, until.toString()));
    return json;
  }

  private static String kind(Failure failure) {
    return switch (failure) {
      case Failure.NeverSent _ -> "never-sent";
      case Failure.Throttled _ -> "throttled";
      case Failure.Refused _ -> "refused";
      case Failure.NotYet _ -> "not-yet";
      case Failure.PeerFailed _ -> "peer-failed";
      case Failure.LostReply _ -> "lost-reply";
      case Failure.Interrupted _ -> INTERRUPTED;
    };
  }

  private static Outcome outcome(JsonNode json) {
    return json.has(FAILED)
        ? new Outcome.Failed(failure(json))
        : new Outcome.Completed(result(json));
  }

  private static Result result(JsonNode json) {
    String kind = json.required(COMPLETED).stringValue();
    return switch (kind) {
      case "confirmed" -> new Result.Confirmed();
      case "repository" ->
          new Result.RepositoryReady(repository(json), json.required("created").booleanValue());
      default -> throw new IllegalArgumentException("unknown result " + kind);
    };
  }

  private static Repository repository(JsonNode json) {
    return new Repository(
        json.required("id").longValue(),
        json.required("name").stringValue(),
        json.required("fullName").stringValue(),
        Visibility.of(json.required("private").booleanValue()),
        URI.create(json.required("htmlUrl").stringValue()),
        URI.create(json.required("cloneUrl").stringValue()),
        json.required("sshUrl").stringValue(),
        json.required("defaultBranch").stringValue());
  }

  private static Failure failure(JsonNode json) {
    DomainError error =
        new DomainError(
            Peer.valueOf(json.required("peer").stringValue()),
            Problem.valueOf(json.required("problem").stringValue()),
            json.required("peerStatus").intValue(),
            json.required("detail").stringValue());
    Optional<Instant> until =
        Optional.ofNullable(json.get(UNTIL)).map(node -> Instant.parse(node.stringValue()));
    String kind = json.required(FAILED).stringValue();
    return switch (kind) {
      case "never-sent" -> new Failure.NeverSent(error, until);
      case "throttled" -> new Failure.Throttled(error, until.orElseThrow(OutcomeFormat::noTime));
      case "refused" -> new Failure.Refused(error);
      case "not-yet" -> new Failure.NotYet(error);
      case "peer-failed" -> new Failure.PeerFailed(error, until);
      case "lost-reply" -> new Failure.LostReply(error);
      case INTERRUPTED -> new Failure.Interrupted(error);
      default -> throw new IllegalArgumentException("unknown failure " + kind);
    };
  }

  private static IllegalArgumentException noTime() {
    return new IllegalArgumentException("a throttled failure without its end");
  }
}
