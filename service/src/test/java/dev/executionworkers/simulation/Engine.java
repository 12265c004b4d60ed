package dev.executionworkers.simulation;

import dev.executionworkers.domain.command.ApplyBranchProtection;
import dev.executionworkers.domain.command.Command;
import dev.executionworkers.domain.command.IdempotencyKey;
import dev.executionworkers.domain.command.UpdateSecretBindings;
import dev.executionworkers.port.in.Answer;
import dev.executionworkers.port.in.Envelope;
import dev.executionworkers.simulation.Wire.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Asks as the workflow engine does: five attempts, fifteen seconds each, growing pauses; a 4xx is
 * final except on a rotation.
 */
final class Engine {
  private static final Duration TIMEOUT = Duration.ofSeconds(15);
  private static final Duration DEADLINE = Duration.ofSeconds(12);
  private static final List<Duration> PAUSES =
      List.of(
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          Duration.ofSeconds(20),
          Duration.ofSeconds(40));

  private final World world;
  private final Fleet fleet;
  private final Audit audit;
  private final Wishes wishes;
  private int active;

  Engine(World world, Fleet fleet, Audit audit) {
    this.world = world;
    this.fleet = fleet;
    this.audit = audit;
    this.wishes = new Wishes(world.random.split());
  }

  /** Some wishes spread over the storm, some of them twice at once. */
  void begin() {
    for (int number = world.random.nextInt(2, 14); number > 0; number--) {
      Command command = wishes.next();
      Duration start = world.weather.upTo(world.storm);
      Optional<IdempotencyKey> key =
          world.weather.oneIn(4)
              ? Optional.of(new IdempotencyKey("key-" + number))
              : Optional.empty();
      want(command, key, start);
      if (world.weather.oneIn(4)) {
        want(command, key, start.plus(world.weather.upTo(Duration.ofSeconds(3))));
      }
    }
  }

  /** Whether nobody wants anything any more. */
  boolean isContent() {
    return active == 0;
  }

  private void want(Command command, Optional<IdempotencyKey> key, Duration start) {
    active++;
    world.tally.count("request");
    world.time.after(
        start,
        () ->
            world.time.fork(
                "engine",
                () -> {
                  if (!(command instanceof ApplyBranchProtection protect)
                      || insist(Wishes.create(protect.environment()), Optional.empty())) {
                    var _ = insist(command, key);
                  }
                  active--;
                }));
  }

  /** Whether it was done. */
  private boolean insist(Command command, Optional<IdempotencyKey> key) {
    audit.wanted(command, key.isPresent());
    for (int attempt = 0; attempt <= PAUSES.size(); attempt++) {
      if (attempt > 0) {
        world.time.pass(PAUSES.get(attempt - 1));
      }
      Optional<Answer> answer = ask(command, key);
      if (answer.map(given -> isFinal(command, given)).orElse(false)) {
        return answer.get() instanceof Answer.Succeeded;
      }
    }
    world.tally.count("request given up");
    return false;
  }

  private Optional<Answer> ask(Command command, Optional<IdempotencyKey> key) {
    world.tally.count("attempt");
    return fleet
        .any()
        .flatMap(replica -> {
          int freezes = replica.life().freezes();
          Reply<Answer> reply =
              replica.ask(
                  _ -> new Envelope(command, key, world.time.now().plus(DEADLINE)),
                  (asked, answer) ->
                      audit.answered(asked, answer, replica.life().freezes() > freezes));
          return reply.await(world.time.now().plus(TIMEOUT));
        });
  }

  private static boolean isFinal(Command command, Answer answer) {
    return switch (answer) {
      case Answer.Succeeded _ -> true;
      case Answer.Failed(_, var failure) ->
          !failure.error().problem().retryable() && !(command instanceof UpdateSecretBindings);
      case Answer.KeyReused _ -> true;
      case Answer.InProgress _, Answer.ShuttingDown _ -> false;
      case Answer.JournalUnavailable _, Answer.Defect _ -> false;
    };
  }
}
