package dev.executionworkers.port.out;

import dev.executionworkers.domain.command.Command;
import dev.executionworkers.domain.command.ExecutionId;
import dev.executionworkers.domain.command.Fingerprint;
import dev.executionworkers.domain.command.OperationKey;
import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.domain.outcome.Outcome;
import dev.executionworkers.domain.policy.ReplayPolicy;
import java.time.Instant;
import java.util.Optional;

/**
 * What the service remembers of its executions. Every method that changes something is durable when
 * it returns. Thread-safe.
 *
 * <p>All methods throw {@link JournalUnavailableException} when the journal cannot be used.
 */
public interface Journal extends AutoCloseable {

  /**
   * Claims the right to execute a command, or tells what stands in the way. A claim that returns
   * {@link Claim.Begun} has recorded the intent: only now may a byte leave.
   */
  Claim claim(Intent intent);

  /** What a finished step of this execution left, in this process or an earlier one. */
  Optional<String> recall(Lease lease, String step);

  /** Records that a step is finished, or begun, with what it leaves. */
  void record(Lease lease, String step, String value);

  /** The sealed secret of this execution under {@code slot}. */
  Optional<Secret> unseal(Lease lease, String slot);

  /** Seals a secret of this execution. */
  void seal(Lease lease, String slot, Secret secret);

  /**
   * Records the outcome and the event that tells of it, together, and releases the claim.
   *
   * @param effectInDoubt whether an attempt ended without knowing whether it had its effect
   */
  void finish(Lease lease, Outcome outcome, boolean effectInDoubt, DomainEvent event);

  /** Releases the claim of an execution that ends without an outcome, as at a shutdown. */
  void release(Lease lease);

  /** Whether it can be written now, as far as is known without trying; never blocks. */
  boolean writable();

  @Override
  void close();

  /**
   * What somebody wants to execute.
   *
   * @param proposed the id the execution gets if it is new
   * @param lane what no two executions may work on at a time, such as a robot
   */
  record Intent(
      ExecutionId proposed,
      OperationKey key,
      Command command,
      Fingerprint fingerprint,
      Optional<String> lane,
      ReplayPolicy replay,
      Instant at) {}

  /**
   * The right to execute, until it is taken by another.
   *
   * @param epoch rises with each owner, so that a late write of a former one can be refused
   */
  record Lease(ExecutionId execution, long epoch) {}

  /** The answer to a claim. */
  sealed interface Claim {

    /**
     * The intent is recorded and ours.
     *
     * @param idempotencyKey what foreign systems know this operation by; an earlier execution's
     *     when this one continues it
     * @param effectInDoubt whether an earlier execution under that key ended without knowing
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

    /** It was done before, and that outcome still holds. */
    record Settled(ExecutionId execution, Outcome outcome) implements Claim {}

    /** Another process works on it. */
    record HeldElsewhere(ExecutionId execution) implements Claim {}

    /** The same key belongs to another command. */
    record KeyReused() implements Claim {}
  }
}
