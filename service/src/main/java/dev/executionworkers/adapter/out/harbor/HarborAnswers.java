package dev.executionworkers.adapter.out.harbor;

import dev.executionworkers.adapter.out.exchange.Exchanged;
import dev.executionworkers.adapter.out.exchange.Exchanged.Answered;
import dev.executionworkers.adapter.out.exchange.Exchanged.Faulted;
import dev.executionworkers.adapter.out.exchange.ForeignText;
import dev.executionworkers.adapter.out.exchange.Json;
import dev.executionworkers.adapter.out.exchange.RetryAfter;
import dev.executionworkers.adapter.out.exchange.Verdict;
import dev.executionworkers.domain.outcome.DomainError;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.outcome.Failure.Interrupted;
import dev.executionworkers.domain.outcome.Failure.LostReply;
import dev.executionworkers.domain.outcome.Failure.NeverSent;
import dev.executionworkers.domain.outcome.Failure.NotYet;
import dev.executionworkers.domain.outcome.Failure.PeerFailed;
import dev.executionworkers.domain.outcome.Failure.Refused;
import dev.executionworkers.domain.outcome.Failure.Throttled;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.domain.outcome.Problem;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What Harbor's answers mean. Pure, and total over statuses, bodies and transport faults. */
final class HarborAnswers {
  static final String ROBOT_NEVER_REFRESHES_ROBOT =
      "a robot may never refresh a robot: use a user's credentials, or HARBOR_ROTATION=replace";

  /** A robot is told so before it gets as far as that. */
  static final String REFRESHING_NEEDS_AN_ADMINISTRATOR =
      "a system administrator refreshes system robots, an administrator of the project its robots";

  static final String REPLACING_NEEDS_FOUR_RIGHTS =
      "to replace robots an account needs all four of create, read, list and delete on robots";

  private static final String NO_MORE_THAN_ITS_OWN =
      "a robot gives others only what it may do itself, compared as text: let it do all that the"
          + " robot to be replaced may do";

  private HarborAnswers() {}

  /**
   * The failure that an answer is which is not what was asked for.
   *
   * @param safe what makes Harbor's message fit to be shown
   * @param rights what is told beside a refusal that is about rights
   */
  static Failure failure(Exchanged exchanged, ForeignText safe, String rights) {
    return switch (exchanged) {
      case Faulted faulted -> Verdict.of(Peer.HARBOR, faulted);
      case Answered answer -> ofAnswer(answer, HarborError.of(answer), safe, rights);
    };
  }

  /**
   * The same for the proof of a token, of which no answer but two says anything: a refusal is a
   * lost answer then, and asked for again.
   */
  static Failure inconclusive(Exchanged exchanged, ForeignText safe, String rights) {
    Failure failure = failure(exchanged, safe, rights);
    return switch (failure) {
      case Refused(DomainError error) -> new LostReply(asUnexpected(error));
      case NeverSent _, Throttled _, NotYet _, PeerFailed _, LostReply _, Interrupted _ -> failure;
    };
  }

  /** What a 401 means when Harbor cannot reach its database: it gives one to everybody then. */
  static Failure databaseDown() {
    return new PeerFailed(
        new DomainError(Peer.HARBOR, Problem.UNAVAILABLE, 401, "Harbor cannot reach its database"),
        Optional.empty());
  }

  /** The answer, if it is a 200. */
  static Optional<Answered> ok(Exchanged exchanged) {
    return exchanged instanceof Answered answer && answer.status() == 200
        ? Optional.of(answer)
        : Optional.empty();
  }

  /** Whether it is a 401, which tells nothing of its reason. */
  static boolean isUnauthorized(Exchanged exchanged) {
    return exchanged instanceof Answered answer && answer.status() == 401;
  }

  /** Whether a robot's login succeeded: a robot is known, and is no user. */
  static boolean isRobot(Exchanged whoAmI) {
    return whoAmI instanceof Answered answer
        && answer.status() == 412
        && HarborError.of(answer).code().equals("PRECONDITION");
  }

  /** Whether a robot was not made because there is one of its name. */
  static boolean isNameTaken(Exchanged creation) {
    return creation instanceof Answered answer
        && answer.status() == 409
        && HarborError.of(answer).code().equals("CONFLICT");
  }

  /** Whether Harbor itself says that something is not there. */
  static boolean isMissing(Exchanged exchanged) {
    return exchanged instanceof Answered answer
        && answer.status() == 404
        && HarborError.of(answer).isHarbors();
  }

  /** Whether Harbor calls its database unhealthy. */
  static boolean saysDatabaseDown(Exchanged health) {
    if (!(health instanceof Answered answer)) {
      return false;
    }
    return Json.read(answer.body()).stream()
        .flatMap(body -> body.path("components").valueStream())
        .anyMatch(component ->
            component.path("name").asString("").equals("database")
                && component.path("status").asString("").equals("unhealthy"));
  }

  /** What the answer to the setting of a secret of ours says. */
  static SetAnswer ofSet(Exchanged exchanged) {
    return ok(exchanged).map(HarborAnswers::ofSet).orElse(SetAnswer.OTHER);
  }

  private static SetAnswer ofSet(Answered answer) {
    if (answer.body().isBlank()) {
      return SetAnswer.TAKEN;
    }
    return Json.read(answer.body())
        .filter(JsonNode::isObject)
        .map(body -> body.path("secret"))
        .map(secret -> isNothing(secret) ? SetAnswer.TAKEN : SetAnswer.MADE_ITS_OWN)
        .orElse(SetAnswer.OTHER);
  }

  private static boolean isNothing(JsonNode secret) {
    return secret.isMissingNode()
        || secret.isNull()
        || (secret.isString() && secret.asString().isEmpty());
  }

  /** The ways to answer the setting of a secret. */
  enum SetAnswer {
    /** It says that it took ours. */
    TAKEN,
    /** It made one itself, which is in the answer. */
    MADE_ITS_OWN,
    /** Neither. */
    OTHER
  }

  private static Failure ofAnswer(
      Answered answer, HarborError error, ForeignText safe, String rights) {
    String said = said(answer, error, safe);
    return switch (answer.status()) {
      case 401 ->
          refused(answer, Problem.CREDENTIALS_REJECTED, "the credentials do not hold: " + said);
      case 403 -> forbidden(answer, error, said, rights);
      case 404 -> missing(answer, error, said);
      default ->
          Verdict.ofStatus(
              Peer.HARBOR, answer.status(), said, RetryAfter.of(answer), answer.receivedAt());
    };
  }

  /**
   * A 403 is four things. A {@code sid} cookie, which only something between us and Harbor can have
   * added, gets one before Harbor looks at who is asking. {@code DENIED} is read-only mode, in
   * which certainly nothing happened and which passes, so it is a wait; or a robot of the kind
   * before 2.2, which nobody may edit. The rest is about rights.
   */
  private static Failure forbidden(Answered answer, HarborError error, String said, String rights) {
    String message = error.message();
    if (message.startsWith("CSRF token")) {
      return refused(
          answer, Problem.UNEXPECTED_RESPONSE, "something on the way adds a cookie: " + said);
    }
    if (error.code().equals("DENIED") && message.contains("read only")) {
      return new Throttled(
          new DomainError(Peer.HARBOR, Problem.UNAVAILABLE, 403, said),
          RetryAfter.of(answer).orElse(answer.receivedAt()));
    }
    if (error.code().equals("DENIED") && message.contains("legacy robot")) {
      return refused(answer, Problem.CONFLICT, said);
    }
    boolean tooMuch = message.startsWith("permission scope is invalid");
    String note = tooMuch ? NO_MORE_THAN_ITS_OWN : rights;
    return refused(answer, Problem.PERMISSION_DENIED, said + ". Note: " + note);
  }

  /** Whatever does not know Harbor's paths knows nothing of robots. */
  private static Failure missing(Answered answer, HarborError error, String said) {
    return error.isHarbors()
        ? refused(answer, Problem.NOT_FOUND, said)
        : refused(answer, Problem.UNEXPECTED_RESPONSE, said);
  }

  private static String said(Answered answer, HarborError error, ForeignText safe) {
    if (!error.isHarbors()) {
      String what = "the answer was " + answer.status() + " in a form that is not Harbor's";
      return answer.status() < 500 ? what + "; is HARBOR_URL right?" : what;
    }
    String message = safe.of(error.message());
    String code = answer.status() + " " + error.code();
    return "Harbor answered " + (message.isEmpty() ? code : code + ": " + message);
  }

  private static Refused refused(Answered answer, Problem problem, String detail) {
    return new Refused(new DomainError(Peer.HARBOR, problem, answer.status(), detail));
  }

  private static DomainError asUnexpected(DomainError error) {
    return new DomainError(
        error.peer(), Problem.UNEXPECTED_RESPONSE, error.peerStatus(), error.detail());
  }
}
