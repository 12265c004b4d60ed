package dev.executionworkers.acceptance.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a part of the matrix has tried and what was lost.
 *
 * @param places at how many transitions of each operation it was stopped
 * @param kills how many processes were killed, or stood still
 */
record MatrixRow(
    Variant variant,
    String mode,
    Map<Wish.Kind, Integer> places,
    int kills,
    List<String> violations) {

  /** The same with more violations. */
  MatrixRow and(List<String> more) {
    var all = new ArrayList<>(violations);
    all.addAll(more);
    return new MatrixRow(variant, mode, places, kills, all);
  }

  int placeCount() {
    return places.values().stream().mapToInt(Integer::intValue).sum();
  }

  static String heading() {
    return "%-9s %-11s %-9s %-18s %6s %6s %11s"
        .formatted("entrance", "store", "rotation", "stopped", "places", "kills", "violations");
  }

  @Override
  public String toString() {
    return "%-9s %-11s %-9s %-18s %6d %6d %11d"
        .formatted(
            variant.entrance(),
            variant.store(),
            variant.strategy(),
            mode,
            placeCount(),
            kills,
            violations.size());
  }
}
