package dev.executionworkers.application.pipeline;

import dev.executionworkers.domain.command.ExecutionId;
import dev.executionworkers.port.out.Journal;
import dev.executionworkers.port.out.Journal.Lease;
import dev.executionworkers.port.out.Journal.Requested;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The executions that this process holds a lease for. Thread-safe. */
final class Held {
  private final Map<Lease, RunningExecution> executions = new ConcurrentHashMap<>();
  private final Set<Lease> committed = ConcurrentHashMap.newKeySet();

  void add(Lease lease, RunningExecution execution) {
    executions.put(lease, execution);
  }

  void remove(Lease lease) {
    executions.remove(lease);
    committed.remove(lease);
  }

  /** The execution has passed its point of no return. */
  void commit(Lease lease) {
    committed.add(lease);
  }

  /** An execution of this process, and the lease it holds. */
  record Holding(Lease lease, RunningExecution execution, boolean pastPointOfNoReturn) {}

  /** The execution that the journal knows by this id. */
  Optional<Holding> find(ExecutionId id) {
    return executions.entrySet().stream()
        .filter(each -> each.getKey().execution().equals(id))
        .findFirst()
        .map(
            each -> new Holding(each.getKey(), each.getValue(), committed.contains(each.getKey())));
  }

  /** How many have passed their point of no return and are not done. */
  int committed() {
    return committed.size();
  }

  /** Has those that are pending do what operators have asked of them, here or elsewhere. */
  void heed(Journal journal) {
    List<Lease> pending = List.copyOf(committed);
    if (!pending.isEmpty()) {
      journal.requested(pending).forEach(this::heed);
    }
  }

  private void heed(Requested asked) {
    find(asked.execution())
        .map(Holding::execution)
        .ifPresent(execution -> {
          switch (asked.request()) {
            case RETRY -> execution.retry();
            case ABANDON -> execution.abandon();
          }
        });
  }

  /** Keeps what pauses for long from being taken over. What is lost finds out before it sends. */
  void renewAll(Journal journal, Duration hold) {
    executions.forEach((lease, execution) -> {
      if (journal.renew(lease, hold) == Journal.Renewal.CHALLENGED) {
        execution.challenge();
      }
    });
  }
}
