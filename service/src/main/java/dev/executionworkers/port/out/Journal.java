package dev.executionworkers.port.out;

import dev.executionworkers.domain.command.Command;
import dev.executionworkers.domain.command.ExecutionId;
import dev.executionworkers.domain.command.Fingerprint;
import dev.executionworkers.domain.command.OperationKey;
import dev.executionworkers.domain.command.Requester;
import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.domain.outcome.DomainError;
import dev.executionworkers.domain.outcome.Outcome;
import dev.executionworkers.domain.policy.ReplayPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What the service remembers of its executions. Every method that changes something is durable when
 * it returns. Thread-safe.
 *
 * <p>All methods throw {@link JournalUnavailableException} when the journal cannot be used, and
 * those that take a {@link Lease} throw {@link LeaseLostException} when it is no longer the
 * execution's: a former owner writes nothing over its successor.
 */
public interface Journal extends AutoCloseable {

  /** The step that is recorded before the first after which an execution must be finished. */
  String POINT_OF_NO_RETURN = "point-of-no-return";

  /**
   * Claims the right to execute a command, or tells what stands in the way. A claim that returns
   * {@link Claim.Begun} has recorded the intent: only now may a byte leave. An execution that was
   * begun before and has no live owner goes on under its own id, key, steps and secrets.
   */
  Claim claim(Intent intent);

  /**
   * Makes sure that the lease lasts for another while; to be asked before every byte that leaves.
   *
   * @param hold for how long nobody else may take over
   */
  Renewal renew(Lease lease, Duration hold);

  /** What a step of this execution left, in this process or an earlier one. */
  Optional<String> recall(Lease lease, String step);

  /** Records that a step is finished, or begun, with what it leaves. */
  void record(Lease lease, String step, String value);

  /**
   * Notes a failed attempt for whoever looks the execution up in the ledger. Never waits and never
   * fails; what was noted last may be gone after a crash.
   */
  void note(Lease lease, FailedAttempt attempt);

  /**
   * Records what an operator asks of an execution that is pending, whoever works on it: it has
   * passed its point of no return, and is unfinished or being looked after. Its owner is told by
   * {@link #requested}; if it has none, whoever takes it up finds the step.
   *
   * @return what the execution is about; empty when there is no such execution, or it is not
   *     pending: then nothing was recorded
   */
  Optional<Command> request(ExecutionId execution, Ledger.Request request, Requester by);

  /** What was asked of these since they were taken. Each request is told once. */
  List<Requested> requested(Collection<Lease> leases);

  /**
   * The sealed secret of this execution under {@code slot}.
   *
   * @throws UnopenedSecretException when it is there and cannot be opened
   */
  Optional<Secret> unseal(Lease lease, String slot);

  /** Seals a secret of this execution. */
  void seal(Lease lease, String slot, Secret secret);

  /**
   * Records the outcome and the event that tells of it, together, and releases the claim. Without
   * aftercare the execution's secrets are shredded. One that left its lane as it found it was never
   * there: the lane's newest is again the one before it.
   */
  void finish(Lease lease, Ending ending);

  /** Releases the claim of an execution that ends without an outcome, as at a shutdown. */
  void release(Lease lease);

  /**
   * Executions that are unfinished and have no live owner. What has a lane comes first, since
   * nobody overtakes it there, however many older ones have none; oldest first among either.
   *
   * @param limit how many at most
   */
  List<Unfinished> orphans(int limit);

  /**
   * Finished executions that are due to be looked after, are not being, and have nothing unfinished
   * before them in their lane, oldest first.
   *
   * @param limit how many at most
   */
  List<Unfinished> due(Instant now, int limit);

  /**
   * Claims a finished execution to look after it; empty when somebody else does or has done, and
   * while something in its lane is unfinished, of which nobody knows yet whether it counts.
   *
   * @param at now
   */
  Optional<Aftercare> lookAfter(ExecutionId execution, Instant at);

  /**
   * Ends looking after an execution.
   *
   * @param again when to do so once more; without it the execution's secrets are shredded
   */
  void lookedAfter(Lease lease, Optional<Instant> again);

  /** Whether it can be written now, as far as is known without trying; never blocks. */
  boolean writable();

  @Override
  void close();

  /**
   * What somebody wants to execute.
   *
   * @param proposed the id the execution gets if it is new
   * @param lane what no two executions may work on at a time, such as a robot
   * @param resumes the execution that shall go on or whose outcome is asked for, when nothing new
   *     shall be begun
   */
  record Intent(
      ExecutionId proposed,
      OperationKey key,
      Command command,
      Fingerprint fingerprint,
      Optional<String> lane,
      ReplayPolicy replay,
      Instant at,
      Optional<ExecutionId> resumes) {}

  /**
   * How an execution ended.
   *
   * @param effectInDoubt whether an attempt ended without knowing whether it had its effect
   * @param laneTouched whether it may have changed what its lane is about, such as a robot's token
   * @param aftercare when it is to be looked after; its secrets are kept until then
   */
  record Ending(
      Outcome outcome,
      boolean effectInDoubt,
      boolean laneTouched,
      DomainEvent event,
      Optional<Instant> aftercare) {}

  /**
   * An attempt that did not succeed.
   *
   * @param number counted from 1 within the step, in this process
   */
  record FailedAttempt(String step, int number, DomainError error, Instant at) {}

  /**
   * The right to execute, until it is taken by another.
   *
   * @param epoch rises with each owner, so that a late write of a former one can be refused
   */
  record Lease(ExecutionId execution, long epoch) {}

  /** What an operator asks of an execution. */
  record Requested(ExecutionId execution, Ledger.Request request) {}

  /** The answer to a renewal. */
  enum Renewal {
    /** It lasts. */
    HELD,
    /** It lasts, and another execution waits for the lane. */
    CHALLENGED,
    /** Another has taken over: send nothing more. */
    LOST
  }

  /** The answer to a claim. */
  sealed interface Claim {

    /**
     * The intent is recorded and ours.
     *
     * @param idempotencyKey what foreign systems know this operation by; an earlier execution's
     *     when this one continues it
     * @param effectInDoubt whether an earlier execution under that key, or an earlier process,
     *     ended without knowing
     * @param generation rises with every execution of the lane; 0 without a lane
     * @param laneShared whether the lane's last execution was about another subject
     */
    record Begun(
        Lease lease,
        String idempotencyKey,
        boolean effectInDoubt,
        long generation,
        boolean laneShared)
        implements Claim {}

    /**
     * It was done before, and that outcome still holds; or it is what was asked for by its id, and
     * that has ended, whenever and however.
     */
    record Settled(ExecutionId execution, Outcome outcome) implements Claim {}

    /**
     * Another process executes the very same. Whoever waits for it asks again by its id: that gives
     * its outcome, or the execution itself once it has no live owner any more.
     *
     * @param lastFailure of the attempts there that have failed, as far as that is written down
     */
    record RunsElsewhere(ExecutionId execution, Optional<DomainError> lastFailure)
        implements Claim {

      /** Nothing is known to have failed there. */
      public RunsElsewhere(ExecutionId execution) {
        this(execution, Optional.empty());
      }
    }

    /** Another process works in its lane, or an unfinished execution is before it there. */
    record HeldElsewhere(ExecutionId execution) implements Claim {}

    /** The same key belongs to another command. */
    record KeyReused() implements Claim {}

    /** What shall be resumed is not there any more. */
    record NothingToResume() implements Claim {}
  }

  /**
   * An execution to look after, under a new generation of its lane.
   *
   * @param newest whether none has touched its lane since
   * @param outcome how it ended
   * @param finishedAt when that was recorded
   */
  record Aftercare(Claim.Begun begun, boolean newest, Outcome outcome, Instant finishedAt) {}

  /**
   * An execution that somebody must take up.
   *
   * @param since when it was begun
   */
  record Unfinished(
      ExecutionId execution,
      OperationKey key,
      Command command,
      Optional<String> lane,
      Instant since) {}
}
