package dev.executionworkers.application.pipeline;

import dev.executionworkers.adapter.out.journal.InMemoryJournal;
import dev.executionworkers.application.operation.OperationCatalog;
import dev.executionworkers.domain.command.ApplyBranchProtection;
import dev.executionworkers.domain.command.Command;
import dev.executionworkers.domain.command.CreateRepository;
import dev.executionworkers.domain.command.CreateSecretBindings;
import dev.executionworkers.domain.command.IdempotencyKey;
import dev.executionworkers.domain.command.ProvisionSecrets;
import dev.executionworkers.domain.command.RepositoryRef;
import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.domain.command.SecretId;
import dev.executionworkers.domain.command.VerifyGitOpsReconciliation;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.domain.outcome.Repository;
import dev.executionworkers.domain.outcome.Result.Confirmed;
import dev.executionworkers.domain.outcome.StepResult;
import dev.executionworkers.port.in.Answer;
import dev.executionworkers.port.in.Envelope;
import dev.executionworkers.port.out.Attempt;
import dev.executionworkers.port.out.BindingPropagator;
import dev.executionworkers.port.out.CodeHost;
import dev.executionworkers.port.out.DomainEvent;
import dev.executionworkers.port.out.EnvironmentProvider;
import dev.executionworkers.port.out.Journal;
import dev.executionworkers.port.out.Registry;
import dev.executionworkers.port.out.Registry.Proof;
import dev.executionworkers.port.out.Registry.Robot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A pipeline with scripted peers, in time that stands still unless everybody waits. */
final class World {
  static final Duration PATIENCE = Duration.ofSeconds(12);

  final VirtualTime time = new VirtualTime();
  final RecordingTelemetry telemetry = new RecordingTelemetry();
  final List<DomainEvent> events = new CopyOnWriteArrayList<>();
  final List<BindingPropagator.BindingUpdate> handedOn = new CopyOnWriteArrayList<>();
  final List<Secret> set = new CopyOnWriteArrayList<>();

  final Script<Optional<Repository>> find = new Script<>(time, Peer.GIT_PROVIDER);
  final Script<CodeHost.Creation> create = new Script<>(time, Peer.GIT_PROVIDER);
  final Script<CodeHost.Protection> protect = new Script<>(time, Peer.GIT_PROVIDER);
  final Script<Confirmed> provision = new Script<>(time, Peer.APPENV_SECRETS);
  final Script<Confirmed> bind = new Script<>(time, Peer.APPENV_SECRET_BINDINGS);
  final Script<Confirmed> verify = new Script<>(time, Peer.APPENV_GITOPS);
  final Script<Confirmed> reachable = new Script<>(time, Peer.SECRET_BINDINGS);
  final Script<Confirmed> propagate = new Script<>(time, Peer.SECRET_BINDINGS);
  final Script<Robot> look = new Script<>(time, Peer.HARBOR);
  final Script<Confirmed> setToken = new Script<>(time, Peer.HARBOR);
  final Script<Registry.Proof> prove = new Script<>(time, Peer.HARBOR);
  final Script<Secret> issue = new Script<>(time, Peer.HARBOR);

  final Pipeline pipeline;

  private final OperationCatalog operations;
  private final Ports ports;
  private final AtomicInteger chosen = new AtomicInteger();

  private World(Journal journal, java.util.function.Function<World, Registry> registry) {
    operations =
        new OperationCatalog(
            new ScriptedCodeHost(),
            new ScriptedProvider(),
            registry.apply(this),
            new ScriptedBindings(),
            Duration.ofMinutes(3),
            Duration.ofMinutes(15));
    ports = new Ports(journal, events::add, telemetry, new Random(1), Duration.ofSeconds(45));
    pipeline = new Pipeline(operations, ports, time, new TimeOrderedIds(time::now, new Random(2)));
  }

  static World withoutRegistry() {
    return new World(new InMemoryJournal(), _ -> new Registry.Absent());
  }

  static World with(Journal journal) {
    return new World(journal, _ -> new Registry.Absent());
  }

  /** A registry that takes our tokens, whose robot is called as the secret unless named. */
  static World withSettableRegistry(Optional<String> robot) {
    return withSettableRegistry(robot, new InMemoryJournal());
  }

  static World withSettableRegistry(Optional<String> robot, Journal journal) {
    return new World(journal, world -> world.new ScriptedRegistry(robot));
  }

  static World withSettableRegistry(Journal journal) {
    return new World(journal, world -> world.new ScriptedRegistry(Optional.empty()));
  }

  /** Any registry, and any journal. */
  static World with(Registry registry, Journal journal) {
    return new World(journal, _ -> registry);
  }

  static World withIssuingRegistry() {
    return new World(new InMemoryJournal(), world -> world.new ScriptedFacade());
  }

  /** That of another process, with the same journal and the same peers. */
  Pipeline another() {
    return new Pipeline(operations, ports, time, new TimeOrderedIds(time::now, new Random(3)));
  }

  /** Every step of a rotation succeeds, of the robot with this username. */
  void rotates(String robot) {
    reachable.confirms(new Confirmed());
    look.confirms(new Robot(7, robot));
    setToken.confirms(new Confirmed());
    prove.confirms(Proof.PROVEN);
    propagate.confirms(new Confirmed());
  }

  /** Starts what nobody asks for: recovery, aftercare, renewing leases. */
  World withHousekeeping() {
    time.call(() -> {
      pipeline.start();
      return "";
    });
    return this;
  }

  Answer ask(Command command) {
    return time.get(asking(command));
  }

  Answer ask(Command command, String key) {
    return time.get(asking(command, Optional.of(new IdempotencyKey(key))));
  }

  /** Asks and has found its place when this returns: who asks next comes after it. */
  CompletableFuture<Answer> asking(Command command) {
    return asking(command, Optional.empty());
  }

  /** As {@link #asking(Command)}, under that key. */
  CompletableFuture<Answer> asking(Command command, String key) {
    return asking(command, Optional.of(new IdempotencyKey(key)));
  }

  /** Asks at the same moment as whoever asks next. */
  CompletableFuture<Answer> askingAtOnce(Command command) {
    return askingAtOnce(command, Optional.empty());
  }

  private CompletableFuture<Answer> asking(Command command, Optional<IdempotencyKey> key) {
    CompletableFuture<Answer> asking = askingAtOnce(command, key);
    time.settle();
    return asking;
  }

  private CompletableFuture<Answer> askingAtOnce(Command command, Optional<IdempotencyKey> key) {
    return time.async(
        () -> pipeline.execute(new Envelope(command, key, time.now().plus(PATIENCE))));
  }

  /** Lets time pass while the pipeline works. */
  void pass(Duration duration) {
    time.call(() -> {
      time.pass(duration);
      return "";
    });
  }

  Duration since(Instant start) {
    return Duration.between(start, time.now());
  }

  private final class ScriptedCodeHost implements CodeHost {
    @Override
    public StepResult<Optional<Repository>> find(RepositoryRef repository, Attempt attempt) {
      return find.play(attempt);
    }

    @Override
    public StepResult<Creation> create(CreateRepository wanted, Attempt attempt) {
      attempt.standby().beforeWrite();
      return create.play(attempt);
    }

    @Override
    public StepResult<Protection> protect(ApplyBranchProtection wanted, Attempt attempt) {
      return protect.play(attempt);
    }
  }

  private final class ScriptedProvider implements EnvironmentProvider {
    @Override
    public StepResult<Confirmed> provisionSecrets(ProvisionSecrets command, Attempt attempt) {
      return provision.play(attempt);
    }

    @Override
    public StepResult<Confirmed> createSecretBindings(
        CreateSecretBindings command, Attempt attempt) {
      return bind.play(attempt);
    }

    @Override
    public StepResult<Confirmed> verifyGitOps(VerifyGitOpsReconciliation command, Attempt attempt) {
      return verify.play(attempt);
    }
  }

  private final class ScriptedBindings implements BindingPropagator {
    @Override
    public StepResult<Confirmed> reachable(Attempt attempt) {
      return reachable.play(attempt);
    }

    @Override
    public StepResult<Confirmed> propagate(BindingUpdate update, Attempt attempt) {
      handedOn.add(update);
      return propagate.play(attempt);
    }
  }

  private final class ScriptedRegistry implements Registry.Settable {
    private final Optional<String> robot;

    ScriptedRegistry(Optional<String> robot) {
      this.robot = robot;
    }

    @Override
    public String robotName(SecretId secret) {
      return robot.orElse(secret.value());
    }

    @Override
    public StepResult<Robot> look(SecretId secret, Attempt attempt) {
      return look.play(attempt);
    }

    @Override
    public Secret choose() {
      return Secret.of("Chosen" + chosen.incrementAndGet());
    }

    @Override
    public StepResult<Confirmed> set(Robot robot, Secret token, Attempt attempt) {
      set.add(token);
      return setToken.play(attempt);
    }

    @Override
    public StepResult<Proof> prove(Robot robot, Secret token, Attempt attempt) {
      return prove.play(attempt);
    }
  }

  private final class ScriptedFacade implements Registry.Issuing {
    @Override
    public String robotName(SecretId secret) {
      return secret.value();
    }

    @Override
    public StepResult<Secret> issue(SecretId secret, Attempt attempt) {
      return issue.play(attempt);
    }
  }
}
