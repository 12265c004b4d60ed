package dev.executionworkers.adapter.out.journal.postgres;

import dev.executionworkers.domain.command.ExecutionId;
import dev.executionworkers.port.out.Journal.Lease;
import dev.executionworkers.port.out.LeaseLostException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The leases of this process. What the database says is ours and is not in here was taken by a
 * commit whose answer was lost: it may be taken again at once. Thread-safe.
 */
final class HeldLeases {
  private final Map<ExecutionId, HeldLease> held = new ConcurrentHashMap<>();
  private final Map<ExecutionId, Taking> beingTaken = new ConcurrentHashMap<>();

  /** Begins to take something. */
  Taking taking() {
    return new Taking();
  }

  Optional<HeldLease> find(ExecutionId execution) {
    return Optional.ofNullable(held.get(execution));
  }

  Optional<HeldLease> find(Lease lease) {
    return find(lease.execution()).filter(each -> each.lease().equals(lease));
  }

  HeldLease get(Lease lease) {
    return find(lease).orElseThrow(() -> new LeaseLostException(lease.execution()));
  }

  void remove(HeldLease lease) {
    held.remove(lease.lease().execution(), lease);
  }

  /** An attempt to take executions, from before it is sent until its outcome is known. */
  final class Taking implements AutoCloseable {

    /** This one may be ours from now on. */
    void add(ExecutionId execution) {
      beingTaken.put(execution, this);
    }

    void taken(HeldLease lease) {
      held.put(lease.lease().execution(), lease);
    }

    /** Whether nobody in this process works on the execution, or takes it but us. */
    boolean isFree(ExecutionId execution) {
      Taking other = beingTaken.get(execution);
      return !held.containsKey(execution) && (other == null || other == this);
    }

    @Override
    public void close() {
      beingTaken.values().removeIf(each -> each == this);
    }
  }
}
