package dev.executionworkers.acceptance.crash;

import dev.executionworkers.acceptance.Caller;
import dev.executionworkers.acceptance.Patience;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Waits until the service has nothing left to do. */
final class Calm {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

  private Calm() {}

  /** Until nothing is unfinished, no rotation pending and every event delivered. */
  static List<LedgerEntry> await(Caller caller, World world, Duration atMost) {
    await(atMost, () -> isQuiet(caller, world, false));
    return LedgerEntry.all(caller);
  }

  /** The same, and until every rotation has been looked after. */
  static List<LedgerEntry> awaitAftercare(Caller caller, World world, Duration atMost) {
    await(atMost, () -> isQuiet(caller, world, true));
    return LedgerEntry.all(caller);
  }

  private static void await(Duration atMost, BooleanSupplier quiet) {
    try {
      Patience.until(atMost, BETWEEN_LOOKS, "all is quiet", quiet);
    } catch (IllegalStateException never) {
      // What is not done is a violation, which the audit names.
      return;
    }
  }

  private static boolean isQuiet(Caller caller, World world, boolean aftercareToo) {
    if (caller.get("/operations?state=unfinished&limit=1").json().path("operations").size() > 0
        || pendingRotations(caller) > 0) {
      return false;
    }
    List<LedgerEntry> ledger = LedgerEntry.all(caller);
    long over = ledger.stream().filter(entry -> !entry.isUnfinished()).count();
    boolean caredFor = ledger.stream().noneMatch(LedgerEntry::awaitsAftercare);
    return over == ledger.size()
        && (caredFor || !aftercareToo)
        && world.sink().events().size() >= over;
  }

  private static double pendingRotations(Caller caller) {
    return caller
        .get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith("rotations_pending"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
