package dev.executionworkers.adapter.out.github;

import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.domain.policy.Times;
import java.time.Duration;
import java.time.Instant;

/**
 * A token of one installation.
 *
 * @param installation GitHub's number of it
 * @param issuedAt when it was handed out, by our clock
 * @param goodUntil until when GitHub takes it, by our clock
 */
record InstallationToken(Secret token, long installation, Instant issuedAt, Instant goodUntil) {
  /** So long before its end a token is renewed. */
  private static final Duration RENEWED_BEFORE = Duration.ofMinutes(5);

  /** One that a call might reach GitHub with only after its end. */
  private static final Duration LAST_CALL = Duration.ofSeconds(30);

  /** GitHub's servers learn of a new token one after the other (octokit/auth-app waits as long). */
  private static final Duration KNOWN_EVERYWHERE_AFTER = Duration.ofSeconds(5);

  /** Whether it can be used and need not be renewed. */
  boolean isFresh(Instant now) {
    Duration quarter = Duration.between(issuedAt, goodUntil).dividedBy(4);
    return now.isBefore(goodUntil.minus(Times.shorter(quarter, RENEWED_BEFORE)));
  }

  /** Whether it can be used. */
  boolean isUsable(Instant now) {
    return now.isBefore(goodUntil.minus(LAST_CALL));
  }

  /** Whether not all of GitHub may know it yet. */
  boolean isYoung(Instant now) {
    return now.isBefore(issuedAt.plus(KNOWN_EVERYWHERE_AFTER));
  }
}
