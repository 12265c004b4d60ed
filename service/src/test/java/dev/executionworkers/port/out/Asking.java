package dev.executionworkers.port.out;

import dev.executionworkers.domain.command.Command;
import dev.executionworkers.domain.command.ExecutionId;
import dev.executionworkers.domain.command.Fingerprint;
import dev.executionworkers.domain.command.IdempotencyKey;
import dev.executionworkers.domain.command.OperationKey;
import dev.executionworkers.domain.policy.ReplayPolicy;
import dev.executionworkers.port.out.Journal.Intent;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** What somebody asks a journal for, piece by piece. */
public record Asking(
    Command command,
    Optional<IdempotencyKey> key,
    Optional<String> lane,
    ReplayPolicy replay,
    Instant at,
    Optional<ExecutionId> resumes) {
  public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  /** A command, asked for at the start of the year without anything more. */
  public static Asking of(Command command) {
    return new Asking(
        command,
        Optional.empty(),
        Optional.empty(),
        ReplayPolicy.RUN_AGAIN,
        START,
        Optional.empty());
  }

  Asking key(String value) {
    return new Asking(command, Optional.of(new IdempotencyKey(value)), lane, replay, at, resumes);
  }

  public Asking lane(String name) {
    return new Asking(command, key, Optional.of(name), replay, at, resumes);
  }

  public Asking replay(ReplayPolicy policy) {
    return new Asking(command, key, lane, policy, at, resumes);
  }

  Asking after(Duration time) {
    return at(at.plus(time));
  }

  public Asking at(Instant time) {
    return new Asking(command, key, lane, replay, time, resumes);
  }

  /** The same, taken up again and nothing else. */
  Asking resuming(ExecutionId execution) {
    return new Asking(command, key, lane, replay, at, Optional.of(execution));
  }

  /** An intent with a fresh id. */
  Intent intent() {
    return intent(new ExecutionId(UUID.randomUUID().toString()));
  }

  /** An intent with that id. */
  public Intent intent(ExecutionId proposed) {
    Fingerprint fingerprint = Fingerprint.of(command);
    return new Intent(
        proposed,
        OperationKey.of(command.operation(), fingerprint, key),
        command,
        fingerprint,
        lane,
        replay,
        at,
        resumes);
  }
}
