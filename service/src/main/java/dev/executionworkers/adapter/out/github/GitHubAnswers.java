package dev.executionworkers.adapter.out.github;

import dev.executionworkers.adapter.out.exchange.Exchanged;
import dev.executionworkers.adapter.out.exchange.Exchanged.Answered;
import dev.executionworkers.adapter.out.exchange.Exchanged.Faulted;
import dev.executionworkers.adapter.out.exchange.ForeignText;
import dev.executionworkers.adapter.out.exchange.RetryAfter;
import dev.executionworkers.adapter.out.exchange.Verdict;
import dev.executionworkers.domain.outcome.DomainError;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.domain.outcome.Problem;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What an answer of GitHub means when it is not the one that was hoped for. Pure and total: every
 * status, body, header and fault is a failure of the closed vocabulary.
 *
 * <p>Rate limits are looked for first, since GitHub refuses with 403 for them, for plans and for
 * permissions alike.
 */
final class GitHubAnswers {
  private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9:.-]{1,64}");
  private static final Pattern PERMISSIONS = Pattern.compile("[a-z_=,; ]{1,80}");

  private static final String NOT_GITHUBS =
      " with a page that is not GitHub's API; is GITHUB_API_URL right?";

  private GitHubAnswers() {}

  /** The failure that {@code exchanged} is; {@code shown} says what of its words may be quoted. */
  static Failure classify(Exchanged exchanged, ForeignText shown) {
    return switch (exchanged) {
      case Answered answer -> classify(answer, shown);
      case Faulted faulted -> Verdict.of(Peer.GIT_PROVIDER, faulted);
    };
  }

  private static Failure classify(Answered answer, ForeignText shown) {
    ErrorBody body = ErrorBody.of(answer.body());
    String detail = detail(answer, body, shown);
    Optional<Instant> blockedUntil = RateLimit.blockedUntil(answer, body);
    if (blockedUntil.isPresent()) {
      return new Failure.Throttled(
          error(Problem.RATE_LIMITED, answer.status(), detail), blockedUntil.get());
    }
    if ((answer.status() == 403 || answer.status() == 422) && body.planRefuses()) {
      return refused(Problem.PLAN_UNSUPPORTED, answer.status(), detail);
    }
    Failure failure =
        Verdict.ofStatus(
            Peer.GIT_PROVIDER, answer.status(), detail, RetryAfter.of(answer), answer.receivedAt());
    return isPage(answer) && !failure.error().problem().retryable()
        ? refused(Problem.UNEXPECTED_RESPONSE, answer.status(), detail + NOT_GITHUBS)
        : failure;
  }

  /** What GitHub says of whatever is not there, or not to be seen. */
  static boolean isMissing(Answered answer) {
    return answer.status() == 404 && !isPage(answer);
  }

  /**
   * GitHub's API answers in JSON. A page that refuses comes from something on the way, or from a
   * wrong address: that gets better, so it is no definite no of GitHub's.
   */
  private static boolean isPage(Answered answer) {
    return answer.body().stripLeading().startsWith("<");
  }

  /** An answer that says success and lacks what it must carry: the effect may have happened. */
  static Failure unreadable(Answered answer, String lacking) {
    String detail = said(answer) + " without " + lacking;
    return new Failure.LostReply(error(Problem.UNEXPECTED_RESPONSE, answer.status(), detail));
  }

  /** Something that may only not be visible yet. */
  static Failure notYet(Answered answer, String missing) {
    return new Failure.NotYet(
        error(Problem.NOT_FOUND, answer.status(), said(answer) + ": " + missing));
  }

  /** A definite no in our own words. */
  static Failure refused(Problem problem, int status, String detail) {
    return new Failure.Refused(error(problem, status, detail));
  }

  private static DomainError error(Problem problem, int status, String detail) {
    return new DomainError(Peer.GIT_PROVIDER, problem, status, detail);
  }

  private static String detail(Answered answer, ErrorBody body, ForeignText shown) {
    String words = shown.of(body.summary());
    return said(answer) + explanation(answer) + (words.isEmpty() ? "" : ": " + words);
  }

  private static String explanation(Answered answer) {
    return switch (answer.status()) {
      case 301, 302, 303, 307, 308 ->
          " (the repository or its owner was renamed or moved; redirects are not followed)";
      case 403 ->
          plain(answer, "X-Accepted-GitHub-Permissions", PERMISSIONS)
              .map(needed -> " (needs the permission " + needed + ")")
              .orElse("");
      default -> "";
    };
  }

  /** The request's id is what GitHub's support asks for. */
  private static String said(Answered answer) {
    return "GitHub answered "
        + answer.status()
        + plain(answer, "X-GitHub-Request-Id", REQUEST_ID)
            .map(id -> " to request " + id)
            .orElse("");
  }

  private static Optional<String> plain(Answered answer, String header, Pattern pattern) {
    return answer.header(header).filter(value -> pattern.matcher(value).matches());
  }
}
