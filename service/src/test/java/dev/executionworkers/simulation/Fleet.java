package dev.executionworkers.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The processes of a run and what befalls them. */
final class Fleet {
  private static final Duration LONGEST_FREEZE = Duration.ofSeconds(110);
  private static final Duration LONGEST_OUTAGE = Duration.ofSeconds(60);
  private static final Duration LARGEST_SKEW = Duration.ofSeconds(2);

  private final World world;
  private final Replica[] replicas;
  private int started;
  private boolean calm;

  Fleet(World world) {
    this.world = world;
    this.replicas = new Replica[world.replicated ? 2 : 1];
    for (int place = 0; place < replicas.length; place++) {
      start(place);
    }
    plan();
  }

  /** One that listens, if any. */
  Optional<Replica> any() {
    List<Replica> alive = new ArrayList<>();
    for (Replica replica : replicas) {
      if (replica.isAlive()) {
        alive.add(replica);
      }
    }
    return alive.isEmpty()
        ? Optional.empty()
        : Optional.of(alive.get(world.random.nextInt(alive.size())));
  }

  /** All that listen, one after the other. */
  void everyone(Consumer<Replica> deed) {
    for (Replica replica : replicas.clone()) {
      if (replica.isAlive()) {
        deed.accept(replica);
      }
    }
  }

  /** Nothing befalls them any more. */
  void calm() {
    calm = true;
    world.store.setAway(false);
    for (Replica replica : replicas) {
      world.time.thaw(replica.life());
    }
  }

  private void start(int place) {
    if (!world.replicated) {
      world.store.releaseAll();
    }
    Duration skew = world.weather.upTo(LARGEST_SKEW.multipliedBy(2)).minus(LARGEST_SKEW);
    String name = "process-" + ++started;
    replicas[place] = new Replica(world, name, skew, () -> startAgain(place));
  }

  private void startAgain(int place) {
    world.tally.count("process: died and started again");
    Duration pause =
        world.weather.oneIn(4)
            ? world.weather.upTo(Duration.ofMinutes(2))
            : world.weather.upTo(Duration.ofSeconds(10));
    world.time.after(pause, () -> start(place));
  }

  private void plan() {
    for (int number = world.weather.pick(0, 0, 1, 2, 4); number > 0; number--) {
      later(() -> pick().die());
    }
    for (int number = world.weather.pick(0, 0, 1, 3); number > 0; number--) {
      later(this::freeze);
    }
    for (int number = world.weather.pick(0, 0, 1); number > 0; number--) {
      later(this::drain);
    }
    if (world.replicated) {
      for (int number = world.weather.pick(0, 0, 1, 2); number > 0; number--) {
        later(this::outage);
      }
    }
  }

  private void later(Runnable misfortune) {
    world.time.after(
        world.weather.upTo(world.storm),
        () -> {
          if (!calm) {
            misfortune.run();
          }
        });
  }

  private Replica pick() {
    return replicas[world.random.nextInt(replicas.length)];
  }

  private void freeze() {
    Replica replica = pick();
    if (!replica.isAlive() || replica.life().isFrozen()) {
      return;
    }
    world.tally.count("process: frozen for a while");
    world.tally.trace(() -> replica.life() + " freezes");
    world.time.freeze(replica.life());
    world.time.after(
        world.weather.upTo(LONGEST_FREEZE),
        () -> {
          world.tally.trace(() -> replica.life() + " thaws");
          world.time.thaw(replica.life());
        });
  }

  private void drain() {
    Replica replica = pick();
    if (replica.isAlive()) {
      world.tally.count("process: drained");
      replica.terminate();
    }
  }

  private void outage() {
    world.tally.count("store: away for a while");
    world.store.setAway(true);
    world.time.after(world.weather.upTo(LONGEST_OUTAGE), () -> world.store.setAway(false));
  }
}
