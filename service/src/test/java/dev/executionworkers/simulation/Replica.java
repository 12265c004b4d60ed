package dev.executionworkers.simulation;

import dev.executionworkers.application.pipeline.Pipeline;
import dev.executionworkers.application.pipeline.Ports;
import dev.executionworkers.application.pipeline.TimeOrderedIds;
import dev.executionworkers.domain.command.ExecutionId;
import dev.executionworkers.domain.command.Requester;
import dev.executionworkers.port.in.Answer;
import dev.executionworkers.port.in.Envelope;
import dev.executionworkers.port.in.SuperviseExecutions.Decision;
import dev.executionworkers.port.out.Journal;
import dev.executionworkers.port.out.Ledger;
import dev.executionworkers.simulation.Wire.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/** One process of the service, from its start to its death. */
final class Replica {
  private static final Duration HOLD = Duration.ofSeconds(45);
  private static final Duration GRACE = Duration.ofSeconds(30);

  private final World world;
  private final Life life;
  private final Pipeline pipeline;
  private final List<Reply<Answer>> connections = new ArrayList<>();
  private final Runnable onDeath;

  /**
   * @param onDeath what happens in the world when it has died
   */
  Replica(World world, String name, Duration clockAhead, Runnable onDeath) {
    this.world = world;
    this.onDeath = onDeath;
    this.life = world.time.begin(name, clockAhead);
    Journal journal = world.bug.plantedIn(new SimulatedJournal(world, life, this::die));
    Ports ports =
        new Ports(
            journal,
            event -> {
              world.time.interact();
              world.store.publish(event);
            },
            new SimulatedTelemetry(world.time, world.tally),
            world.random.split(),
            HOLD);
    this.pipeline =
        new Pipeline(
            world.operations(),
            ports,
            world.time,
            new TimeOrderedIds(world.time::now, world.random.split()));
    world.time.fork(life, "start", pipeline::start);
    world.tally.trace(() -> name + " starts");
  }

  Life life() {
    return life;
  }

  boolean isAlive() {
    return !life.isDead();
  }

  /** The process ends where it stands. */
  void die() {
    if (life.isDead()) {
      return;
    }
    world.tally.trace(() -> life + " dies");
    world.time.kill(life);
    connections.forEach(reply -> world.time.after(Duration.ofMillis(1), reply::breakOff));
    onDeath.run();
  }

  /** The process is told to end: it drains, and dies then. */
  void terminate() {
    world.time.fork(
        life,
        "drain",
        () -> {
          world.tally.trace(() -> life + " drains");
          world.time.undisturbed();
          int left = pipeline.drain(GRACE);
          world.tally.trace(() -> life + " has drained but " + left);
          die();
        });
  }

  /**
   * Makes a request of it.
   *
   * @param envelope made on the process's own clock
   * @param heard what is to be looked at when it answers, on its thread
   */
  Reply<Answer> ask(Function<Replica, Envelope> envelope, BiConsumer<Envelope, Answer> heard) {
    Reply<Answer> reply = new Reply<>(world.time);
    connections.add(reply);
    world.time.fork(
        life,
        "request",
        () -> {
          Envelope asked = envelope.apply(this);
          Answer answer = pipeline.execute(asked);
          heard.accept(asked, answer);
          world.time.after(Duration.ofMillis(1), () -> reply.arrive(answer));
        });
    return reply;
  }

  /** Has it decide on an execution. */
  void decide(ExecutionId execution, Ledger.Request request, Consumer<Decision> heard) {
    Requester operator = new Requester("operator");
    world.time.fork(
        life,
        "decision",
        () ->
            heard.accept(
                switch (request) {
                  case RETRY -> pipeline.supervision().retry(execution, operator);
                  case ABANDON -> pipeline.supervision().abandon(execution, operator);
                }));
  }
}
