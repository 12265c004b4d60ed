package dev.executionworkers.acceptance.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The parts of the crash matrix: all of them, or a quick cut that fits into a test run. */
final class MatrixPlan {
  private static final List<Wish.Kind> ALL_OPERATIONS = List.of(Wish.Kind.values());
  private static final List<Wish.Kind> ROTATION = List.of(Wish.Kind.ROTATION);

  private MatrixPlan() {}

  /** Some minutes: every transition alone, together, twice, in aftercare, and standing still. */
  static List<Supplier<MatrixRow>> whole() {
    var parts = new ArrayList<Supplier<MatrixRow>>();
    for (Store.Kind store : Store.Kind.values()) {
      for (Strategy strategy : Strategy.values()) {
        List<Wish.Kind> kinds = strategy == Strategy.REFRESH ? ALL_OPERATIONS : ROTATION;
        parts.add(() -> CrashMatrix.untilTheOutcome(store, strategy, kinds, CrashMatrix.ALL));
        parts.add(() -> CrashMatrix.untilTheOutcome(store, strategy, kinds, 1));
        parts.add(() -> CrashMatrix.twice(store, strategy, kinds));
        if (strategy.hasAftercare()) {
          parts.add(() -> CrashMatrix.inAftercare(store, strategy, 1));
        }
        if (store == Store.Kind.POSTGRES) {
          parts.add(() -> CrashMatrix.standingStill(strategy, kinds));
        }
      }
    }
    return parts;
  }

  /** A minute: every transition until the outcome, and in aftercare, on that store. */
  static List<Supplier<MatrixRow>> quick(Store.Kind store) {
    return List.of(
        () -> CrashMatrix.untilTheOutcome(store, Strategy.REFRESH, ALL_OPERATIONS, CrashMatrix.ALL),
        () -> CrashMatrix.untilTheOutcome(store, Strategy.REPLACE, ROTATION, CrashMatrix.ALL),
        () -> CrashMatrix.inAftercare(store, Strategy.REPLACE, CrashMatrix.ALL));
  }
}
