package dev.executionworkers.bench.figure;

import dev.executionworkers.bench.Figure;
import dev.executionworkers.bench.Load;
import dev.executionworkers.bench.Rig;
import dev.executionworkers.bench.Row;
import dev.executionworkers.bench.Verdict;
import dev.executionworkers.bench.Worker;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * One, two and four replicas on one PostgreSQL. Where all of them share two cores with the database
 * and the load, this shows that they do not get in each other's way, and not that they scale.
 */
public final class Replicas implements Figure {
  private static final int CONNECTIONS = 64;
  private static final String PATH = "/appenv/secrets";
  private static final int[] REPLICAS = {1, 2, 4};

  /** Made with {@code Bench}. */
  public Replicas() {}

  @Override
  public String name() {
    return "replicas";
  }

  @Override
  public List<Row> measure(Rig rig) throws IOException, InterruptedException {
    List<Row> rows = new ArrayList<>();
    try (EmbeddedPostgres postgres = start(rig)) {
      Map<String, String> settings =
          Map.of(
              "DATABASE_URL",
              "postgresql://postgres:postgres@127.0.0.1:" + postgres.getPort() + "/postgres",
              "JOURNAL_KEY",
              JournalLoad.KEY);
      List<Worker> workers = new ArrayList<>();
      try {
        for (int replicas : REPLICAS) {
          while (workers.size() < replicas) {
            Worker worker = rig.worker(rig.inMemory(), Rig.HEAP, settings);
            workers.add(worker);
            rig.warmUp(worker.url(PATH));
          }
          rows.add(row(rig, workers));
        }
      } finally {
        workers.forEach(Worker::close);
      }
    }
    return rows;
  }

  private static EmbeddedPostgres start(Rig rig) throws IOException {
    // Its own defaults are those of a database that may forget, which the journal refuses.
    return EmbeddedPostgres.builder()
        .setServerConfig("fsync", "on")
        .setServerConfig("synchronous_commit", "on")
        .setServerConfig("max_connections", "200")
        .setDataDirectory(rig.onDisk())
        .setPGStartupWait(Duration.ofMinutes(1))
        .start();
  }

  private static Row row(Rig rig, List<Worker> workers) throws InterruptedException {
    List<Load> loads = new ArrayList<>();
    for (int round = 0; round < rig.effort().rounds(); round++) {
      loads.add(together(rig, workers));
    }
    boolean whole = loads.stream().allMatch(load -> load.refused() + load.broken() == 0);
    return new Row(
        workers.size() + " replicas on one PostgreSQL, 64 connections in all",
        Text.perSecond(Load.medianOf(loads, Load::perSecond)),
        "p99 of the slowest " + Text.millis(Load.medianOf(loads, l -> Text.millisOf(l.p99()))),
        "no error",
        whole ? Verdict.GOAL : Verdict.MISSED);
  }

  private static Load together(Rig rig, List<Worker> workers) throws InterruptedException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Load>> runs = new ArrayList<>();
      for (Worker worker : workers) {
        runs.add(() ->
            rig.wrk().run(worker.url(PATH), CONNECTIONS / workers.size(), rig.effort().round()));
      }
      List<Load> loads = new ArrayList<>();
      for (Future<Load> run : threads.invokeAll(runs)) {
        loads.add(run.get());
      }
      return Load.sum(loads);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }
}
