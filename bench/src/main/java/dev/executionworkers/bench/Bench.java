package dev.executionworkers.bench;

import dev.executionworkers.acceptance.Distribution;
import dev.executionworkers.bench.figure.Connections;
import dev.executionworkers.bench.figure.DelegatedCall;
import dev.executionworkers.bench.figure.GitHubCalls;
import dev.executionworkers.bench.figure.HeldRequests;
import dev.executionworkers.bench.figure.Isolation;
import dev.executionworkers.bench.figure.JournalAlone;
import dev.executionworkers.bench.figure.LimitsDay;
import dev.executionworkers.bench.figure.Replicas;
import dev.executionworkers.bench.figure.StartUp;
import dev.executionworkers.bench.figure.WaitingCallers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Measures and prints the table. Ends with 0 when every floor is met, with 1 when one is not, with
 * 69 when a program is missing.
 */
public final class Bench {
  private static final int MISSED = 1;
  private static final int USAGE = 64;
  private static final List<Figure> FIGURES =
      List.of(
          new DelegatedCall(),
          new Connections(),
          new WaitingCallers(),
          new HeldRequests(),
          new Isolation(),
          new StartUp(),
          new GitHubCalls(),
          new LimitsDay(),
          new JournalAlone(),
          new Replicas());

  private Bench() {}

  /** Arguments: {@code --quick}, and the names of the figures, all when there is none. */
  public static void main(String[] args) throws IOException, InterruptedException {
    List<String> names = new ArrayList<>(List.of(args));
    Effort effort = names.remove("--quick") ? Effort.QUICK : Effort.FULL;
    Set<String> known = FIGURES.stream().map(Figure::name).collect(Collectors.toSet());
    if (!known.containsAll(names)) {
      System.err.println(
          "bench: figures are " + String.join(", ", known.stream().sorted().toList()));
      System.exit(USAGE);
    }
    try {
      Table table = measure(names, effort);
      System.out.print("\n" + table.text(Boolean.getBoolean("bench.colour")));
      System.exit(table.hasMisses() ? MISSED : 0);
    } catch (BenchException e) {
      System.err.println("bench: " + e.getMessage());
      System.exit(e.exitCode());
    }
  }

  private static Table measure(List<String> names, Effort effort)
      throws IOException, InterruptedException {
    Distribution distribution = Distribution.fromSystemProperty();
    Path disk = distribution.home().resolveSibling("bench");
    Path launcher = distribution.home().resolve("bin/execution-workers");
    List<Row> rows = new ArrayList<>();
    try (Rig rig = Rig.setUp(launcher, disk, effort)) {
      for (Figure figure : FIGURES) {
        if (names.isEmpty() || names.contains(figure.name())) {
          System.err.println("bench: measuring " + figure.name());
          List<Row> measured = measure(figure, rig);
          measured.forEach(row -> System.err.println("  " + row.what() + ": " + row.measured()));
          rows.addAll(measured);
        }
      }
    }
    return new Table(rows);
  }

  /** One that cannot be measured is a floor missed, and keeps nobody from the others. */
  private static List<Row> measure(Figure figure, Rig rig) throws InterruptedException {
    try {
      return figure.measure(rig);
    } catch (IOException | BenchException e) {
      return List.of(new Row(figure.name(), "failed: " + e, "", "", Verdict.MISSED));
    }
  }
}
