package dev.executionworkers.application.operation;

import dev.executionworkers.application.operation.Succession.Round;
import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.domain.command.SecretId;
import dev.executionworkers.domain.outcome.DomainError;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.domain.outcome.Problem;
import dev.executionworkers.domain.outcome.Result.Confirmed;
import dev.executionworkers.domain.outcome.StepResult;
import dev.executionworkers.domain.policy.Repeatability;
import dev.executionworkers.port.out.Attempt;
import dev.executionworkers.port.out.Registry;
import dev.executionworkers.port.out.Registry.Creation;
import dev.executionworkers.port.out.Registry.Marked;
import dev.executionworkers.port.out.Registry.Original;
import dev.executionworkers.port.out.Registry.Successor;
import java.util.List;

/**
 * The attempts to make one robot. Each begins by looking for robots that an attempt of unknown
 * effect has left: their tokens are lost, so they are deleted and another name is taken. Belongs to
 * the execution's thread.
 */
final class SuccessorCreation {
  private static final Step<Confirmed> DELETE_STRAY =
      Step.repeated("delete-stray-robot", Repeatability.REPEATABLE);

  private static final int NAMES_PER_ATTEMPT = 5;

  private final Registry.Replacing registry;
  private final SecretId secret;
  private final Steps steps;
  private final Original original;
  private final Round round;
  private int namesUsedUp;
  private boolean nobodyTriedBefore;
  private Origin origin = Origin.EARLIER_PROCESS;

  /** Who made a robot. */
  enum Origin {
    /** The first attempt of all, so that there is no other robot beside it. */
    FIRST_ATTEMPT,
    /** An attempt of this process; others may have left robots. */
    LATER_ATTEMPT,
    /** Another process, or an earlier visit. */
    EARLIER_PROCESS
  }

  SuccessorCreation(
      Registry.Replacing registry, SecretId secret, Steps steps, Original original, Round round) {
    this.registry = registry;
    this.secret = secret;
    this.steps = steps;
    this.original = original;
    this.round = round;
  }

  /** How the robot came into being, as far as this process knows. */
  Origin origin() {
    return origin;
  }

  /** One attempt: the credential of a fresh robot. */
  StepResult<Secret> attempt(Attempt attempt) {
    for (int tried = 0; tried < NAMES_PER_ATTEMPT; tried++) {
      StepResult<String> chosen = deleteStrays(attempt).then(_ -> name());
      switch (chosen.then(it -> create(it, attempt))) {
        case StepResult.Done<Creation>(Creation.Made(Secret credential)) -> {
          boolean first = nobodyTriedBefore && attempt.number() == 1 && tried == 0;
          origin = first ? Origin.FIRST_ATTEMPT : Origin.LATER_ATTEMPT;
          return StepResult.done(credential);
        }
        case StepResult.Done<Creation>(Creation.NameTaken _) -> namesUsedUp++;
        case StepResult.Failed<Creation>(Failure failure) -> {
          return StepResult.failed(failure);
        }
      }
    }
    return StepResult.failed(NAMES_TAKEN);
  }

  private StepResult<Creation> create(String name, Attempt attempt) {
    return registry.create(new Successor(name, steps.execution(), original.definition()), attempt);
  }

  /** Recorded before a robot of that name can exist. */
  private StepResult<String> name() {
    long number = steps.generation() + round.number() - 1 + namesUsedUp;
    return steps.run(
        round.name(namesUsedUp),
        _ -> {
          nobodyTriedBefore = namesUsedUp == 0;
          return StepResult.done(registry.robotName(secret) + "-" + number);
        });
  }

  /**
   * Each in a step of its own: what is listed while the right to send was ours and is deleted while
   * it still is, cannot be a robot that another process has made in the meantime.
   */
  private StepResult<Confirmed> deleteStrays(Attempt attempt) {
    return withoutEffect(registry.marked(secret, attempt))
        .then(marked -> {
          List<Marked> strays = marked.stream().filter(this::isStray).toList();
          StepResult<Confirmed> deleted = StepResult.done(new Confirmed());
          for (Marked stray : strays) {
            namesUsedUp++;
            deleted =
                deleted.then(_ -> steps.run(DELETE_STRAY, again -> registry.delete(stray, again)));
          }
          return deleted;
        });
  }

  private boolean isStray(Marked robot) {
    return robot.madeBy().equals(steps.execution())
        && !round.formers().contains(robot.robot().id());
  }

  /** A failed look leaves nothing in doubt. */
  private static <T> StepResult<T> withoutEffect(StepResult<T> look) {
    return switch (look) {
      case StepResult.Done<T> done -> done;
      case StepResult.Failed<T>(Failure failure) -> StepResult.failed(failure.withoutEffect());
    };
  }

  private static final Failure NAMES_TAKEN =
      new Failure.NotYet(
          new DomainError(
              Peer.HARBOR,
              Problem.CONFLICT,
              DomainError.NO_STATUS,
              "the registry has robots of every name that was tried for the new one"));
}
