package dev.executionworkers.acceptance.crash;

import dev.executionworkers.acceptance.Entrance;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The parts of the crash matrix: all of them, or a quick cut that fits into a test run. */
final class MatrixPlan {
  private static final List<Wish.Kind> ALL_OPERATIONS = List.of(Wish.Kind.values());
  private static final List<Wish.Kind> ROTATION = List.of(Wish.Kind.ROTATION);

  private MatrixPlan() {}

  /** Some minutes: every transition alone, together, twice, in aftercare, and so on. */
  static List<Supplier<MatrixRow>> whole() {
    var parts = new ArrayList<Supplier<MatrixRow>>();
    for (Store.Kind store : Store.Kind.values()) {
      for (Strategy strategy : Strategy.values()) {
        List<Wish.Kind> kinds = kinds(strategy);
        Variant variant = Variant.of(store, strategy);
        parts.add(() -> CrashMatrix.untilTheOutcome(variant, kinds, CrashMatrix.ALL));
        parts.add(() -> CrashMatrix.untilTheOutcome(variant, kinds, 1));
        parts.add(() -> CrashMatrix.twice(variant, kinds));
        parts.add(() -> KillsAtRelease.run(variant, kinds));
        if (strategy.hasAftercare()) {
          parts.add(() -> CrashMatrix.inAftercare(variant, 1));
        }
        if (store == Store.Kind.POSTGRES) {
          parts.add(() -> CrashMatrix.standingStill(variant, kinds));
        }
      }
    }
    parts.addAll(byTemporal());
    return parts;
  }

  /**
   * The same pipeline is below both entrances; what another one makes different is who asks again,
   * when, and under which key. A kill for each transition would show no more of that.
   */
  static List<Supplier<MatrixRow>> byTemporal() {
    var parts = new ArrayList<Supplier<MatrixRow>>();
    for (Store.Kind store : Store.Kind.values()) {
      for (Strategy strategy : Strategy.values()) {
        List<Wish.Kind> kinds = kinds(strategy);
        Variant variant = Variant.of(store, strategy).by(Entrance.TEMPORAL);
        parts.add(() -> CrashMatrix.untilTheOutcome(variant, kinds, CrashMatrix.ALL));
        parts.add(() -> CrashMatrix.twice(variant, kinds));
        if (strategy.hasAftercare()) {
          parts.add(() -> CrashMatrix.inAftercare(variant, CrashMatrix.ALL));
        }
      }
    }
    Variant replicas = Variant.of(Store.Kind.POSTGRES, Strategy.REFRESH).by(Entrance.TEMPORAL);
    parts.add(() -> CrashMatrix.standingStill(replicas, ALL_OPERATIONS));
    return parts;
  }

  private static List<Wish.Kind> kinds(Strategy strategy) {
    return strategy == Strategy.REFRESH ? ALL_OPERATIONS : ROTATION;
  }

  /** A minute: every transition until the outcome, and in aftercare, on that store. */
  static List<Supplier<MatrixRow>> quick(Store.Kind store) {
    Variant refresh = Variant.of(store, Strategy.REFRESH);
    Variant replace = Variant.of(store, Strategy.REPLACE);
    return List.of(
        () -> CrashMatrix.untilTheOutcome(refresh, ALL_OPERATIONS, CrashMatrix.ALL),
        () -> CrashMatrix.untilTheOutcome(replace, ROTATION, CrashMatrix.ALL),
        () -> CrashMatrix.inAftercare(replace, CrashMatrix.ALL));
  }
}
