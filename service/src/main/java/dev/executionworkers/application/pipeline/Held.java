package dev.executionworkers.application.pipeline;

import dev.executionworkers.port.out.Journal;
import dev.executionworkers.port.out.Journal.Lease;
import java.time.Duration;
import java.util.Map;
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

  /** How many have passed their point of no return and are not done. */
  int committed() {
    return committed.size();
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
