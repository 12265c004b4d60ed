package dev.executionworkers.simulation;

import dev.executionworkers.domain.command.ExecutionId;
import dev.executionworkers.port.in.SuperviseExecutions.Decision;
import dev.executionworkers.port.out.Ledger;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Somebody who reads the ledger now and then, and decides on what seems to be pending. */
final class Operator {
  private final World world;
  private final Fleet fleet;
  private final Audit audit;
  private final SplittableRandom random;

  /**
   * @param random his own, so that his being there changes nothing where he does nothing
   */
  Operator(World world, Fleet fleet, Audit audit, SplittableRandom random) {
    this.world = world;
    this.fleet = fleet;
    this.audit = audit;
    this.random = random;
  }

  void begin() {
    int looks = new int[] {0, 0, 3, 9}[random.nextInt(4)];
    for (int number = 0; number < looks; number++) {
      world.time.after(
          world.storm.multipliedBy(random.nextInt(1, 100)).dividedBy(100),
          () -> world.time.fork("operator", this::decide));
    }
  }

  private void decide() {
    List<ExecutionId> left =
        world.store.executions().entrySet().stream()
            .filter(each -> each.getValue().mayBePending())
            .map(Map.Entry::getKey)
            .toList();
    if (left.isEmpty()) {
      return;
    }
    ExecutionId chosen = left.get(random.nextInt(left.size()));
    Ledger.Request request = random.nextInt(3) == 0 ? Ledger.Request.ABANDON : Ledger.Request.RETRY;
    fleet.everyone(
        replica -> replica.decide(chosen, request, answer -> heard(chosen, request, answer)));
  }

  private void heard(ExecutionId execution, Ledger.Request request, Decision answer) {
    world.tally.count("operator: " + request + " " + answer);
    if (answer == Decision.TAKEN && request == Ledger.Request.ABANDON) {
      audit.abandoned(execution);
    }
  }
}
