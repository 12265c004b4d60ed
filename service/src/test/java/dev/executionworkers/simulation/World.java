package dev.executionworkers.simulation;

import dev.executionworkers.application.operation.OperationCatalog;
import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.port.out.BindingPropagator;
import java.time.Duration;
import java.util.SplittableRandom;

/** Everything outside of the processes, in one run. */
final class World {
  private static final Duration ROTATION_REPLAY = Duration.ofMinutes(3);
  static final Duration OVERLAP = Duration.ofMinutes(15);

  final DeterministicTime time;
  final Tally tally;
  final Weather weather;
  final SplittableRandom random;
  final SimulatedStore store;
  final SimulatedCodeHost codeHost;
  final SimulatedEnvironments environments;
  final SimulatedRegistry registry;
  final SimulatedRobots robots;
  final SimulatedBindings bindings;
  final boolean replicated;

  /** Whether robots are replaced; otherwise they get new tokens. */
  final boolean replaces;

  final Duration storm;
  final PlantedBug bug;

  World(long seed, PlantedBug bug, Tally tally) {
    SplittableRandom seeds = new SplittableRandom(seed);
    this.tally = tally;
    this.bug = bug;
    this.random = seeds.split();
    this.time =
        new DeterministicTime(
            seeds.split(), (life, thrown) -> tally.violation("uncaught in " + life, told(thrown)));
    tally.readsTimeFrom(time::worldNow);
    this.replicated = random.nextBoolean();
    this.storm = Duration.ofSeconds(random.nextLong(60, 600));
    this.weather = new Weather(seeds.split(), storm, replicated, tally);
    this.store = new SimulatedStore(time, replicated, tally);
    Wire wire = new Wire(time, weather, store);
    this.codeHost = new SimulatedCodeHost(time, wire, weather, tally);
    this.environments = new SimulatedEnvironments(wire, tally);
    this.registry = new SimulatedRegistry(wire, weather, tally);
    this.replaces = seed % 3 == 1;
    this.bindings = new SimulatedBindings(time, wire, tally);
    this.robots = new SimulatedRobots(wire, weather, bindings, tally);
    if (replaces) {
      bindings.expect(update -> robots.logsIn(update.username(), update.token()));
    }
  }

  OperationCatalog operations() {
    BindingPropagator propagator = bug.plantedIn(bindings, this);
    return new OperationCatalog(
        codeHost,
        environments,
        replaces ? bug.plantedIn(robots) : registry,
        propagator,
        ROTATION_REPLAY,
        bug.overlap(OVERLAP));
  }

  /** Whether somebody has ever logged in as a robot with this token. */
  boolean wasProven(Secret token) {
    return replaces ? robots.wasProven(token) : registry.wasProven(token);
  }

  /** Whether what was sealed is, or may be, a robot's. */
  boolean wasUsed(Secret sealed) {
    return replaces || registry.wasSent(sealed);
  }

  private static String told(Throwable thrown) {
    StackTraceElement[] trace = thrown.getStackTrace();
    return thrown + (trace.length == 0 ? "" : " at " + trace[0]);
  }
}
