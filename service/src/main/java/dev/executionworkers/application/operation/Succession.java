package dev.executionworkers.application.operation;

import dev.executionworkers.application.operation.SuccessorCreation.Origin;
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
import dev.executionworkers.port.out.Registry.Login;
import dev.executionworkers.port.out.Registry.Original;
import dev.executionworkers.port.out.Registry.Proof;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The robots that one execution makes: one, unless it turns out that one cannot log in, as when
 * somebody has deleted it; then another is made in the next round. Belongs to the execution's
 * thread.
 */
final class Succession {
  private static final Step<Original> LOOK =
      Step.recorded("look-at-original", Repeatability.READ, Formats.ORIGINAL);

  /** As often a fresh robot is refused before another is made: half a minute, by the back-off. */
  private static final int PROOFS = 8;

  private final Registry.Replacing registry;
  private final SecretId secret;
  private final Steps steps;

  Succession(Registry.Replacing registry, SecretId secret, Steps steps) {
    this.registry = registry;
    this.secret = secret;
    this.steps = steps;
  }

  /** The robot of this round, or of the first one after it whose robot logs in; made if need be. */
  StepResult<Successful> install(Round round) {
    return look()
        .then(original -> {
          SuccessorCreation creation =
              new SuccessorCreation(registry, secret, steps, original, round);
          return trial(round, creation::attempt)
              .then(trial ->
                  switch (trial.proof()) {
                    case PROVEN -> trial.success(creation.origin());
                    case DISPROVED -> install(trial.nextRound());
                  });
        });
  }

  /** The robot that was installed before, without making any. */
  StepResult<Successful> installed(Round round) {
    return trial(round, _ -> StepResult.failed(Rotation.TOKEN_GONE))
        .then(trial ->
            switch (trial.proof()) {
              case PROVEN -> trial.success(Origin.EARLIER_PROCESS);
              case DISPROVED -> installed(trial.nextRound());
            });
  }

  private StepResult<Original> look() {
    return steps.run(LOOK, attempt -> registry.look(secret, attempt));
  }

  private StepResult<Trial> trial(Round round, Steps.Call<Secret> creation) {
    return steps
        .obtain(round.create(), creation)
        .map(registry::login)
        .then(login ->
            steps
                .run(round.prove(), attempt -> prove(login, attempt))
                .map(proof -> new Trial(round, login, proof)));
  }

  private StepResult<Proof> prove(Login login, Attempt attempt) {
    return registry
        .prove(login, attempt)
        .then(proof ->
            switch (proof) {
              case PROVEN -> StepResult.done(proof);
              case DISPROVED ->
                  attempt.number() < PROOFS
                      ? StepResult.failed(NOT_PROVEN)
                      : StepResult.done(proof);
            });
  }

  private record Trial(Round round, Login login, Proof proof) {

    StepResult<Successful> success(Origin origin) {
      return StepResult.done(new Successful(round, login, origin));
    }

    Round nextRound() {
      return round.after(login);
    }
  }

  /** A robot that logs in. */
  record Successful(Round round, Login login, Origin origin) {

    /** What its name ends with. */
    long number() {
      String username = login.robot().username();
      return Long.parseLong(username.substring(username.lastIndexOf('-') + 1));
    }
  }

  /**
   * Which of its robots an execution is at; each has steps of its own.
   *
   * @param number counted from 1
   * @param formers the robots of the rounds before
   */
  record Round(int number, Set<Long> formers) {
    static final Round FIRST = new Round(1, Set.of());

    Round {
      formers = Set.copyOf(formers);
    }

    /** The round after the one that gave this login. */
    Round after(Login former) {
      Set<Long> more = new HashSet<>(formers);
      more.add(former.robot().id());
      return new Round(number + 1, more);
    }

    Step<Secret> create() {
      return Step.<Secret>repeated("create-robot" + suffix(), Repeatability.CHECK_FIRST)
          .withPointOfNoReturn();
    }

    Step<Proof> prove() {
      return Step.recorded("prove-robot" + suffix(), Repeatability.REPEATABLE, Formats.PROOF);
    }

    /** The name that is tried after so many others. */
    Step<String> name(int others) {
      String which = others == 0 ? "" : "-alternative-" + others;
      return Step.recorded("name-robot" + suffix() + which, Repeatability.REPEATABLE, Formats.TEXT);
    }

    Step<Proof> proveOnceMore() {
      return Step.recorded("prove-robot-once-more" + suffix(), Repeatability.READ, Formats.PROOF);
    }

    Step<Confirmed> handOnAgain() {
      return Step.recorded(
          "hand-to-bindings-again" + suffix(), Repeatability.REPEATABLE, Formats.CONFIRMED);
    }

    private String suffix() {
      return number == 1 ? "" : "-" + number;
    }
  }

  private static final Failure NOT_PROVEN =
      new Failure.PeerFailed(
          new DomainError(
              Peer.HARBOR,
              Problem.UNAVAILABLE,
              DomainError.NO_STATUS,
              "the registry does not let the new robot log in"),
          Optional.empty());
}
