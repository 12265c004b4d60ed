package dev.executionworkers.adapter.out.github;

import dev.executionworkers.adapter.out.exchange.Exchanged;
import dev.executionworkers.adapter.out.exchange.Exchanged.Answered;
import dev.executionworkers.adapter.out.exchange.Exchanged.Faulted;
import dev.executionworkers.adapter.out.exchange.Json;
import dev.executionworkers.adapter.out.github.ProtectionMerge.Merged;
import dev.executionworkers.domain.command.ApplyBranchProtection;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.outcome.Problem;
import dev.executionworkers.domain.outcome.StepResult;
import dev.executionworkers.port.out.CodeHost.Protection;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads, merges and writes the protection of branches; of one branch at a time, for between read
 * and write another's merge would be lost. Thread-safe.
 */
final class BranchProtections {

  /** What tells an unprotected branch from one that is not there: 404 all the same. */
  private static final String NOT_PROTECTED = "Branch not protected";

  private final GitHubApi api;
  private final Turns<String> turns = new Turns<>();

  BranchProtections(GitHubApi api) {
    this.api = api;
  }

  /**
   * One read, and one write unless it is satisfied already; one read more when the write had to
   * wait.
   */
  StepResult<Protection> protect(ApplyBranchProtection wanted, Session session) {
    URI address = api.protection(wanted.repository(), wanted.branch());
    return turns.take(key(wanted), () -> merge(address, wanted, session));
  }

  /** GitHub tells owners and repositories apart without regard to case, but not branches. */
  private static String key(ApplyBranchProtection wanted) {
    return wanted.repository().toString().toLowerCase(Locale.ROOT) + ' ' + wanted.branch();
  }

  private static StepResult<Protection> merge(
      URI address, ApplyBranchProtection wanted, Session session) {
    return switch (look(address, wanted, session)) {
      case Looked.Over(StepResult<Protection> result) -> result;
      case Looked.ToWrite(ObjectNode body) -> write(address, body, wanted, session);
    };
  }

  /** What a look has come to. */
  private sealed interface Looked {

    /** The end. */
    record Over(StepResult<Protection> result) implements Looked {}

    /** This is to be written. */
    record ToWrite(ObjectNode body) implements Looked {}
  }

  private static Looked look(URI address, ApplyBranchProtection wanted, Session session) {
    return switch (read(address, wanted, session)) {
      case StepResult.Failed<JsonNode>(Failure failure) ->
          new Looked.Over(StepResult.failed(failure));
      case StepResult.Done<JsonNode>(JsonNode current) ->
          switch (ProtectionMerge.merge(current, wanted.requiredApprovals())) {
            case Merged.Satisfied _ ->
                new Looked.Over(StepResult.done(Protection.ALREADY_SATISFIED));
            case Merged.ToWrite(ObjectNode body) -> new Looked.ToWrite(body);
            case Merged.CannotKeep(List<String> parts) ->
                new Looked.Over(cannotKeep(wanted, session.shown().of(String.join(", ", parts))));
          };
    };
  }

  private static StepResult<JsonNode> read(
      URI address, ApplyBranchProtection wanted, Session session) {
    Exchanged exchanged = session.get(address);
    return switch (exchanged) {
      case Answered answer when answer.status() == 200 ->
          object(answer).then(protection -> there(protection, answer));
      case Answered answer when GitHubAnswers.isMissing(answer) ->
          ErrorBody.of(answer.body()).message().equalsIgnoreCase(NOT_PROTECTED)
              ? StepResult.done(ProtectionMerge.none())
              : notVisible(answer, wanted);
      case Answered other -> session.failed(other);
      case Faulted fault -> session.failed(fault);
    };
  }

  private static StepResult<Protection> write(
      URI address, ObjectNode body, ApplyBranchProtection wanted, Session session) {
    LastLook last = new LastLook(address, wanted);
    Exchanged exchanged = session.put(address, body, last::body);
    return last.over.orElseGet(() -> written(exchanged, wanted, session));
  }

  /**
   * A write may wait for its turn for minutes; then it goes by what is there when its turn comes.
   */
  private static final class LastLook {
    private final URI address;
    private final ApplyBranchProtection wanted;
    private Optional<StepResult<Protection>> over = Optional.empty();

    LastLook(URI address, ApplyBranchProtection wanted) {
      this.address = address;
      this.wanted = wanted;
    }

    Optional<JsonNode> body(Session session) {
      return switch (look(address, wanted, session)) {
        case Looked.ToWrite(ObjectNode body) -> Optional.of(body);
        case Looked.Over(StepResult<Protection> result) -> {
          over = Optional.of(result);
          yield Optional.empty();
        }
      };
    }
  }

  private static StepResult<Protection> written(
      Exchanged exchanged, ApplyBranchProtection wanted, Session session) {
    return switch (exchanged) {
      case Answered answer when answer.status() == 200 ->
          object(answer).then(written -> confirm(written, answer.status(), wanted));
      case Answered answer when GitHubAnswers.isMissing(answer) -> notVisible(answer, wanted);
      case Answered other -> session.failed(other);
      case Faulted fault -> session.failed(fault);
    };
  }

  private static StepResult<Protection> confirm(
      JsonNode written, int status, ApplyBranchProtection wanted) {
    int approvals = ProtectionMerge.approvals(written);
    if (approvals >= wanted.requiredApprovals()) {
      return StepResult.done(Protection.WRITTEN);
    }
    String detail =
        "GitHub took the protection of "
            + branch(wanted)
            + " and now demands "
            + approvals
            + " approvals instead of "
            + wanted.requiredApprovals();
    return StepResult.failed(GitHubAnswers.refused(Problem.UNEXPECTED_RESPONSE, status, detail));
  }

  private static StepResult<JsonNode> object(Answered answer) {
    Optional<JsonNode> protection = Json.read(answer.body()).filter(JsonNode::isObject);
    return protection
        .map(StepResult::done)
        .orElseGet(() -> StepResult.failed(GitHubAnswers.unreadable(answer, "a protection")));
  }

  /** An object without any part of a protection is somebody else's word, as of a proxy. */
  private static StepResult<JsonNode> there(JsonNode protection, Answered answer) {
    return ProtectionTranslation.isProtection(protection)
        ? StepResult.done(protection)
        : StepResult.failed(GitHubAnswers.unreadable(answer, "a protection"));
  }

  /** Missing, not visible yet, or not ours to administer: GitHub answers alike. */
  private static <T> StepResult<T> notVisible(Answered answer, ApplyBranchProtection wanted) {
    String missing =
        branch(wanted) + " is not there, or the credentials may not administer the repository";
    return StepResult.failed(GitHubAnswers.notYet(answer, missing));
  }

  private static StepResult<Protection> cannotKeep(ApplyBranchProtection wanted, String parts) {
    String detail =
        "nothing was written: the protection of "
            + branch(wanted)
            + " has parts that the service does not know how to keep: "
            + parts;
    return StepResult.failed(GitHubAnswers.refused(Problem.CONFLICT, 200, detail));
  }

  private static String branch(ApplyBranchProtection wanted) {
    return "branch " + wanted.branch() + " of " + wanted.repository();
  }
}
