package dev.executionworkers.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** One run under one seed. */
final class Simulation {
  /** A refused rotation may pause for an hour before it is tried once more. */
  private static final Duration LONGEST_SETTLING = Duration.ofHours(4);

  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

  private final World world;
  private final Fleet fleet;
  private final Audit audit;
  private final Engine engine;
  private final Operator operator;

  private Simulation(World world, SplittableRandom operators) {
    this.world = world;
    this.fleet = new Fleet(world);
    this.audit = new Audit(world);
    this.engine = new Engine(world, fleet, audit);
    this.operator = new Operator(world, fleet, audit, operators);
  }

  /**
   * What came of a run.
   *
   * @param counts how often what was tried
   * @param violations what was lost; empty when all is well
   * @param trace what happened, when asked for
   */
  record Report(long seed, Map<String, Long> counts, List<String> violations, List<String> trace) {}

  static Report run(long seed) {
    return run(seed, PlantedBug.NONE, false);
  }

  static Report run(long seed, PlantedBug bug, boolean tracing) {
    Tally tally = new Tally(tracing);
    World world = new World(seed, bug, tally);
    Simulation simulation = new Simulation(world, new SplittableRandom(~seed));
    simulation.engine.begin();
    simulation.operator.begin();
    world.time.fork("director", simulation::direct);
    world.time.run();
    return new Report(seed, tally.counts(), tally.violations(), tally.trace());
  }

  /** Lets the storm pass, and then everything come to rest. */
  private void direct() {
    world.time.pass(world.storm);
    world.weather.calm();
    fleet.calm();
    world.tally.trace(() -> "calm");
    Instant late = world.time.now().plus(LONGEST_SETTLING);
    world.time.pass(Weather.LATEST_EFFECT.multipliedBy(2));
    while (!isQuiet() && world.time.now().isBefore(late)) {
      world.time.pass(BETWEEN_LOOKS);
    }
    audit.atTheEnd();
    world.time.stop();
  }

  private boolean isQuiet() {
    return engine.isContent() && world.store.atRest();
  }
}
