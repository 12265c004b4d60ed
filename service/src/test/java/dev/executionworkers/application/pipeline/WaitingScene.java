package dev.executionworkers.application.pipeline;

import dev.executionworkers.domain.command.Command;
import dev.executionworkers.domain.command.EnvironmentId;
import dev.executionworkers.domain.command.ProvisionSecrets;
import dev.executionworkers.domain.outcome.Result.Confirmed;
import dev.executionworkers.port.in.Answer;
import dev.executionworkers.port.in.Envelope;
import dev.executionworkers.port.in.StartCommand.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Callers who wait in pieces, and may go away. */
abstract class WaitingScene {
  static final Confirmed YES = new Confirmed();
  static final ProvisionSecrets PROVISION = new ProvisionSecrets(new EnvironmentId("e1"));
  static final Duration TIMEOUT = Duration.ofMinutes(10);

  final World world = World.withSettableRegistry(Optional.empty());
  final Instant start = world.time.now();

  Waiting started(Command command) {
    return world.time.call(() -> start(command));
  }

  Waiting start(Command command) {
    return world.pipeline.start(
        new Envelope(command, Optional.empty(), world.time.now().plus(TIMEOUT)));
  }

  Optional<Answer> await(Waiting waiting, Duration piece) {
    return world.time.call(() -> waiting.await(world.time.now().plus(piece)));
  }

  void withdraw(Waiting waiting) {
    world.time.call(() -> {
      waiting.withdraw();
      return "";
    });
  }
}
