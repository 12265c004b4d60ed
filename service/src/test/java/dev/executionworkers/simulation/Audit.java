package dev.executionworkers.simulation;

import dev.executionworkers.domain.command.ApplyBranchProtection;
import dev.executionworkers.domain.command.Command;
import dev.executionworkers.domain.command.CreateRepository;
import dev.executionworkers.domain.command.CreateSecretBindings;
import dev.executionworkers.domain.command.ExecutionId;
import dev.executionworkers.domain.command.ProvisionSecrets;
import dev.executionworkers.domain.command.UpdateSecretBindings;
import dev.executionworkers.domain.command.VerifyGitOpsReconciliation;
import dev.executionworkers.domain.outcome.DomainError;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.outcome.Outcome;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.port.in.Answer;
import dev.executionworkers.port.in.Envelope;
import dev.executionworkers.simulation.SimulatedStore.Execution;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What must hold: of every answer when it is given, and of the world when all is quiet. */
final class Audit {
  private static final Duration LATENESS = Duration.ofSeconds(1);

  /** By how much two clocks may differ. */
  private static final Duration CLOCKS_APART = Duration.ofSeconds(4);

  private final World world;
  private final Map<Command, Integer> requests = new HashMap<>();
  private final Map<String, Integer> rotationsWanted = new HashMap<>();

  /** Robots whose rotations have different keys: each is asked for again if another came since. */
  private final Set<String> overtaken = new HashSet<>(Set.of(Wishes.SHARED_ROBOT));

  Audit(World world) {
    this.world = world;
  }

  /** Somebody wants something, however often he asks for it. */
  void wanted(Command command, boolean underOwnKey) {
    requests.merge(command, 1, Integer::sum);
    if (command instanceof UpdateSecretBindings update) {
      String robot = world.registry.robotName(update.secret());
      rotationsWanted.merge(robot, 1, Integer::sum);
      if (underOwnKey) {
        overtaken.add(robot);
      }
    }
  }

  /** The service answers, on the thread of the process that does. */
  void answered(Envelope asked, Answer answer, boolean wasFrozen) {
    world.tally.count("answer: " + name(answer));
    world.tally.trace(() -> "answer to " + asked.command() + ": " + answer);
    if (!wasFrozen && world.time.now().isAfter(asked.deadline().plus(LATENESS))) {
      violation("answered late", asked + " " + answer);
    }
    switch (answer) {
      case Answer.Succeeded(ExecutionId execution, _) -> succeeded(asked.command(), execution);
      case Answer.Failed(_, Failure failure) -> failed(asked.command(), failure.error());
      case Answer.KeyReused _ -> violation("key said to be reused", asked.toString());
      case Answer.Defect _ -> violation("answered a defect", asked.toString());
      case Answer.InProgress _, Answer.ShuttingDown _, Answer.JournalUnavailable _ -> {}
    }
  }

  private void succeeded(Command command, ExecutionId execution) {
    boolean isTrue =
        switch (command) {
          case CreateRepository create -> world.codeHost.has(create);
          case ApplyBranchProtection protect ->
              world.codeHost.approvals(protect) >= protect.requiredApprovals();
          case ProvisionSecrets _, CreateSecretBindings _, VerifyGitOpsReconciliation _ ->
              doneUnder(command).contains(key(execution));
          case UpdateSecretBindings _ ->
              world.bindings.wasHandedOn(key(execution), world::wasProven);
        };
    if (!isTrue) {
      violation("success without effect", command + " by " + execution);
    }
  }

  private void failed(Command command, DomainError error) {
    if (!error.problem().retryable()
        && !world.weather.hasRefused(error.peer(), error.problem())
        && !mayHaveStoodStill(error)) {
      violation("final no to what may pass", command + ": " + error);
    }
  }

  /** A process that stood still cannot tell for how long something has not been visible. */
  private boolean mayHaveStoodStill(DomainError error) {
    return error.peer() == Peer.GIT_PROVIDER && world.tally.has("process: frozen for a while");
  }

  /** All is quiet: nobody asks, nothing fails, nothing is on its way. */
  void atTheEnd() {
    if (!world.store.atRest()) {
      world
          .store
          .executions()
          .forEach((id, execution) -> {
            if (!execution.atRest()) {
              violation("stuck", id + " " + execution.intent.command() + " " + execution.ending);
            }
          });
    }
    rotationsFinished();
    if (world.replaces) {
      new RobotAudit(world).atTheEnd(rotationsWanted.keySet(), this::wasAbandoned);
    } else {
      oneTokenPerRotation();
      bindingsHaveWhatIsInForce();
    }
    oneEffectPerOperation();
  }

  private void oneTokenPerRotation() {
    world
        .registry
        .sentUnderKey()
        .forEach((key, tokens) -> {
          if (tokens.size() > 1) {
            violation("more than one token for one rotation", key + " " + tokens);
          }
        });
    rotationsWanted.forEach((robot, wanted) -> {
      int sent = world.registry.tokensSentTo(robot);
      if (!overtaken.contains(robot) && !wasAbandoned(robot) && sent > wanted) {
        violation("more tokens than rotations", robot + ": " + sent + " for " + wanted);
      }
    });
  }

  private void rotationsFinished() {
    world
        .store
        .executions()
        .forEach((id, execution) -> {
          if (execution.sealed.stream().noneMatch(world::wasUsed)) {
            return;
          }
          switch (execution.ending.map(it -> it.outcome()).orElse(null)) {
            case Outcome.Completed _ -> world.tally.count("rotation: done");
            case Outcome.Failed(Failure failure) when superseded(failure) ->
                world.tally.count("rotation: superseded");
            case Outcome.Failed _ when execution.abandonedAt.isPresent() ->
                world.tally.count("rotation: abandoned");
            case Outcome.Failed(Failure failure) ->
                violation("rotation ended half done", id + " " + failure);
            case null -> violation("rotation never ended", id.toString());
          }
        });
  }

  /** Only a refusal by the bindings lets the next rotation take over. */
  private static boolean superseded(Failure failure) {
    return failure instanceof Failure.Refused && failure.error().peer() == Peer.SECRET_BINDINGS;
  }

  private void bindingsHaveWhatIsInForce() {
    for (String robot : rotationsWanted.keySet()) {
      String theirs = world.bindings.of(robot).token().reveal();
      String inForce = world.registry.inForce(robot).reveal();
      if (!theirs.equals(inForce) && !isLeftToItself(robot)) {
        violation("split token", robot + " has " + inForce + ", its bindings " + theirs);
      }
    }
  }

  /** Whether an operator has had it end half done, and nobody has rotated it since. */
  private boolean isLeftToItself(String robot) {
    return rotationsOf(robot)
        .flatMap(each -> each.abandonedAt.stream())
        .max(Comparator.naturalOrder())
        .map(given ->
            rotationsOf(robot)
                .flatMap(each -> each.ending.stream())
                .filter(ending -> ending.outcome() instanceof Outcome.Completed)
                .noneMatch(ending -> ending.event().at().isAfter(given.plus(CLOCKS_APART))))
        .orElse(false);
  }

  private boolean wasAbandoned(String robot) {
    return rotationsOf(robot).anyMatch(each -> each.abandonedAt.isPresent());
  }

  private Stream<Execution> rotationsOf(String robot) {
    return world.store.executions().values().stream()
        .filter(each -> each.intent.lane().equals(Optional.of(robot)));
  }

  /**
   * An operator is told that a pending execution will end as it is; whoever asks later can read it.
   */
  void abandoned(ExecutionId execution) {
    if (world.store.executions().get(execution).abandonedAt.isEmpty()) {
      violation("a decision that nobody can read of", execution.toString());
    }
  }

  private void oneEffectPerOperation() {
    world
        .environments
        .effects()
        .forEach((command, keys) -> {
          boolean reads = command instanceof VerifyGitOpsReconciliation;
          if (!reads && keys.size() > requests.getOrDefault(command, 0)) {
            violation("more effects than operations", command + " " + keys);
          }
        });
  }

  private Set<String> doneUnder(Command command) {
    return world.environments.effects().getOrDefault(command, Set.of());
  }

  private String key(ExecutionId execution) {
    return world.store.executions().get(execution).outboundKey;
  }

  private void violation(String kind, String detail) {
    world.tally.violation(kind, detail);
  }

  private static String name(Answer answer) {
    return switch (answer) {
      case Answer.Succeeded _ -> "2xx";
      case Answer.Failed(_, Failure failure) ->
          failure.error().problem().retryable() ? "5xx of a peer" : "4xx of a peer";
      case Answer.InProgress _ -> "503 in progress";
      case Answer.KeyReused _ -> "422 key reused";
      case Answer.ShuttingDown _ -> "503 shutting down";
      case Answer.JournalUnavailable _ -> "503 journal unavailable";
      case Answer.Defect _ -> "500 defect";
    };
  }
}
