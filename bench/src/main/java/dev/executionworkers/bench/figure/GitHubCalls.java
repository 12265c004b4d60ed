package dev.executionworkers.bench.figure;

import dev.executionworkers.acceptance.ForeignSystems;
import dev.executionworkers.acceptance.ForeignSystems.Credentials;
import dev.executionworkers.bench.Figure;
import dev.executionworkers.bench.Http;
import dev.executionworkers.bench.Rig;
import dev.executionworkers.bench.Row;
import dev.executionworkers.bench.Verdict;
import dev.executionworkers.bench.Worker;
import dev.executionworkers.simulators.wire.Received;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** What an environment costs GitHub, by the count of the simulator. */
public final class GitHubCalls implements Figure {
  private static final Credentials CREDENTIALS =
      new Credentials("ghp_bench", "Bench-Harbor-1", "bench-bearer");

  /** Made with {@code Bench}. */
  public GitHubCalls() {}

  @Override
  public String name() {
    return "github-calls";
  }

  @Override
  public List<Row> measure(Rig rig) throws IOException, InterruptedException {
    try (ForeignSystems systems = ForeignSystems.start(CREDENTIALS);
        Worker worker = rig.worker(rig.onDisk(), Rig.HEAP, systems.gitHubSettings())) {
      // The account of the credentials is looked up once in the life of a process.
      provision(worker, "before");
      return List.of(
          row("GitHub calls of a new environment", cost(systems, worker, "one"), new Cost(2, 2)),
          row(
              "GitHub calls when it is asked for again",
              cost(systems, worker, "one"),
              new Cost(2, 0)));
    }
  }

  private static Row row(String what, Cost cost, Cost budget) {
    return new Row(
        what,
        cost.text(),
        "",
        budget.text(),
        cost.reads() <= budget.reads() && cost.writes() <= budget.writes()
            ? Verdict.GOAL
            : Verdict.MISSED);
  }

  private static Cost cost(ForeignSystems systems, Worker worker, String environment)
      throws IOException {
    systems.github().server().clear();
    provision(worker, environment);
    List<Received> calls = systems.github().server().received();
    int reads = (int) calls.stream().filter(call -> call.method().equals("GET")).count();
    return new Cost(reads, calls.size() - reads);
  }

  private static void provision(Worker worker, String environment) throws IOException {
    Map<String, String> requests =
        Map.of(
            "/github/repos",
            "{\"owner\":\"platform\",\"name\":\"appenv-" + environment + "\"}",
            "/appenv/branch-protection",
            "{\"applicationEnvironmentId\":\"" + environment + "\"}");
    for (String path : List.of("/github/repos", "/appenv/branch-protection")) {
      int status = Http.post(worker.port(), path, requests.getOrDefault(path, ""), () -> {});
      if (status >= 300) {
        throw new IOException(path + " was answered " + status);
      }
    }
  }

  private record Cost(int reads, int writes) {
    String text() {
      return reads + " reads, " + writes + " writes";
    }
  }
}
