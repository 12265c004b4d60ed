package dev.executionworkers.application.pipeline;

import dev.executionworkers.port.out.Time;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Lets one execution at a time into a lane, in the order in which they came. Thread-safe.
 *
 * <p>One that comes wakes the one that is in, which may be pausing, and so does whoever joins one
 * that waits.
 */
final class Lanes {
  private final Map<String, Deque<RunningExecution>> queues = new HashMap<>();
  private final Time.Monitor monitor;

  Lanes(Time time) {
    this.monitor = time.monitor();
  }

  /** Waits for the lane; false when nobody has waited for the execution for a while. */
  boolean enter(String lane, RunningExecution execution) {
    RunningExecution first = monitor.change(() -> append(lane, execution));
    if (first == execution) {
      return true;
    }
    first.challenge();
    if (execution.awaitTurn()) {
      return true;
    }
    leave(lane, execution);
    return false;
  }

  /** Somebody has joined the execution, which may be waiting for the lane. */
  void joined(String lane, RunningExecution execution) {
    monitor.look(() -> before(lane, execution)).ifPresent(RunningExecution::challenge);
  }

  /** Takes the lane if nobody is in it, and disturbs nobody who is. */
  boolean enterIfFree(String lane, RunningExecution execution) {
    return monitor.change(() -> !queues.containsKey(lane) && append(lane, execution) == execution);
  }

  /** Makes room for the next. */
  void leave(String lane, RunningExecution execution) {
    monitor.change(() -> remove(lane, execution));
  }

  private RunningExecution append(String lane, RunningExecution execution) {
    Deque<RunningExecution> queue = queues.computeIfAbsent(lane, _ -> new ArrayDeque<>());
    queue.addLast(execution);
    return queue.getFirst();
  }

  private Optional<RunningExecution> before(String lane, RunningExecution execution) {
    return Optional.ofNullable(queues.get(lane))
        .filter(queue -> queue.contains(execution))
        .map(Deque::getFirst)
        .filter(first -> first != execution);
  }

  private void remove(String lane, RunningExecution execution) {
    Deque<RunningExecution> queue = queues.getOrDefault(lane, new ArrayDeque<>());
    boolean wasFirst = queue.peekFirst() == execution;
    queue.remove(execution);
    if (queue.isEmpty()) {
      queues.remove(lane);
    } else if (wasFirst) {
      queue.getFirst().grantTurn();
    }
  }
}
