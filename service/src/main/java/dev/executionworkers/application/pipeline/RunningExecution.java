package dev.executionworkers.application.pipeline;

import dev.executionworkers.application.pipeline.Pause.Awakening;
import dev.executionworkers.domain.command.Command;
import dev.executionworkers.domain.command.ExecutionId;
import dev.executionworkers.domain.command.Fingerprint;
import dev.executionworkers.domain.command.OperationKey;
import dev.executionworkers.domain.outcome.DomainError;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.policy.Times;
import dev.executionworkers.port.in.Answer;
import dev.executionworkers.port.in.SuperviseExecutions;
import dev.executionworkers.port.out.Journal;
import dev.executionworkers.port.out.Time;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * One execution while it runs: who waits for it, what failed last, and when it must end.
 * Thread-safe; the execution's own thread pauses here, its callers' threads wait here.
 */
final class RunningExecution {
  private final ExecutionId proposed;
  private final Identity identity;
  private final Command command;
  private final Time time;
  private final Time.Monitor monitor;
  private final Patience patience;
  private final Audience audience = new Audience();
  private final Progress progress;
  private final Signals signals = new Signals();
  private final Idling idling;
  private final Instant since;

  private ExecutionId id;
  private Optional<ExecutionId> resumes;
  private Optional<Answer> answer = Optional.empty();

  private RunningExecution(
      ExecutionId id,
      Identity identity,
      Command command,
      Optional<ExecutionId> resumes,
      Instant deadline,
      Time time) {
    this.proposed = id;
    this.id = id;
    this.identity = identity;
    this.command = command;
    this.resumes = resumes;
    this.patience = new Patience(deadline);
    this.progress = new Progress(patience);
    this.time = time;
    this.monitor = time.monitor();
    this.idling = new Idling(time, monitor, patience, signals, audience, progress);
    this.since = time.now();
  }

  /** One that somebody asks for. */
  static RunningExecution asked(
      ExecutionId proposed, Identity identity, Command command, Instant deadline, Time time) {
    return new RunningExecution(proposed, identity, command, Optional.empty(), deadline, time);
  }

  /** One that an earlier process left behind, taken up without being asked. */
  static RunningExecution resumed(Journal.Unfinished left, Time time) {
    return new RunningExecution(
        left.execution(),
        new Identity(left.key(), Fingerprint.of(left.command())),
        left.command(),
        Optional.of(left.execution()),
        time.now(),
        time);
  }

  OperationKey key() {
    return identity.key();
  }

  Fingerprint fingerprint() {
    return identity.fingerprint();
  }

  Command command() {
    return command;
  }

  /** The id it gets if it is begun, whoever it waits for before that. */
  ExecutionId proposed() {
    return proposed;
  }

  /** The recorded execution that it goes on with; empty when it may be begun anew. */
  Optional<ExecutionId> resumes() {
    return monitor.look(() -> resumes);
  }

  /** Another process executes the same, or has taken it over: from now on it is that one. */
  void follow(ExecutionId taken) {
    monitor.change(() -> resumes = Optional.of(taken));
  }

  /**
   * Whether it stops following another that has ended with what may pass, and begins itself: when
   * somebody waits, whom the other's caller need not have waited as long for. What was once begun
   * under its own id is never begun again.
   */
  boolean triesItself() {
    return monitor.change(() -> {
      boolean joined = resumes.map(followed -> !followed.equals(proposed)).orElse(false);
      boolean tries = joined && audience.waiting() > 0;
      resumes = tries ? Optional.empty() : resumes;
      return tries;
    });
  }

  /** What its callers are told to ask for: its own id, or that of the one it waits for. */
  ExecutionId id() {
    return monitor.look(() -> id);
  }

  /** The journal knows it by this id: it may continue an execution of an earlier process. */
  void identify(ExecutionId recorded) {
    // Nobody waits for this, nor for what attempting() changes.
    monitor.look(() -> id = recorded);
  }

  /** A caller's place: for as long as it is taken, the execution goes on. */
  record Seat(Instant deadline, long toldBefore) {

    /** The deadline, or {@code until} if that is earlier. */
    Instant noLaterThan(Instant until) {
      return Times.earlier(until, deadline);
    }
  }

  /**
   * Takes a seat.
   *
   * @return empty when the execution has ended
   */
  Optional<Seat> join(Instant deadline) {
    return monitor.change(() -> answer.isPresent() ? Optional.empty() : Optional.of(sit(deadline)));
  }

  private Seat sit(Instant deadline) {
    signals.hurry();
    patience.lastsFor(deadline, time.now());
    return audience.sit(deadline);
  }

  /** Waits for the answer until the seat's deadline, and gives the seat up. */
  Answer await(Seat seat) {
    monitor.awaitUntil(() -> isTold(seat), seat.deadline());
    return monitor.change(this::leave);
  }

  /** The same for a while; empty while it is worth waiting on. */
  Optional<Answer> await(Seat seat, Instant until) {
    boolean over =
        monitor.awaitUntil(() -> isTold(seat) || outlasts(seat), seat.noLaterThan(until));
    return over || !time.now().isBefore(seat.deadline())
        ? Optional.of(monitor.change(this::leave))
        : Optional.empty();
  }

  private boolean isTold(Seat seat) {
    return answer.isPresent() || audience.isTold(seat);
  }

  /** Whether nothing will be tried before the seat is given up. */
  private boolean outlasts(Seat seat) {
    return progress.lastFailure().isPresent()
        && idling.until().filter(end -> !end.isBefore(seat.deadline())).isPresent();
  }

  /** Gives a seat up for good. */
  void withdraw() {
    monitor.change(audience::withdraw);
  }

  private Answer leave() {
    audience.leave();
    return answer.orElseGet(() -> progress.soFar(id, time.now()));
  }

  /** An attempt begins; it serves everyone who has come so far. */
  void attempting() {
    monitor.look(() -> {
      progress.attempting();
      signals.served();
    });
  }

  /** An attempt failed; callers hear of it at their deadlines. */
  void failed(Failure failure) {
    monitor.change(() -> progress.failed(failure, time.now()));
  }

  /** An attempt may have had an effect and nobody knows: who goes now, goes too late. */
  void effectInDoubt() {
    monitor.look(progress::effectInDoubt);
  }

  /** Whether its last caller has gone for good, and nothing can have come of it. */
  boolean isUnwanted() {
    return monitor.look(idling::isUnwanted);
  }

  /** An attempt has failed where it runs; callers hear of it at their deadlines. */
  void hears(DomainError elsewhere) {
    Failure failure = new Failure.PeerFailed(elsewhere, Optional.empty());
    monitor.change(() -> progress.standsBy(failure));
  }

  /** Whoever waits now hears of the last failure at once. */
  void tellWaiting() {
    monitor.change(audience::tell);
  }

  /** It has ended; everyone hears of it. */
  void end(Answer last) {
    monitor.change(() -> answer = Optional.of(last));
  }

  /** Whether it waits for the journal. */
  void journalIsAway(boolean away) {
    if (monitor.look(progress::isJournalAway) != away) {
      monitor.change(() -> progress.journalIsAway(away));
    }
  }

  /** Another execution waits for the lane. */
  void challenge() {
    monitor.change(signals::challenge);
  }

  /** An operator has it tried again at once. */
  void retry() {
    monitor.change(signals::hurry);
  }

  /** An operator has it end with its last failure, once it is past its point of no return. */
  void abandon() {
    monitor.change(signals::abandon);
  }

  /** Whether it has ended a pause because an operator has it end. */
  boolean isAbandoned() {
    return monitor.look(signals::isAbandoned);
  }

  /** Whether it has ended half done, because another waits for its lane. */
  boolean madeWay() {
    return monitor.look(signals::madeWay);
  }

  /** How it is doing. */
  SuperviseExecutions.Running running(boolean pending) {
    return monitor.look(() ->
        new SuperviseExecutions.Running(
            since, audience.waiting(), progress.lastFailure(), pending, idling.until()));
  }

  /** The lane is free for this one. */
  void grantTurn() {
    monitor.change(signals::grantTurn);
  }

  /** The process is about to end: what nobody waits for stops at its next pause. */
  void drain() {
    monitor.change(signals::drain);
  }

  /** Waits for its turn in the lane; false when nobody has waited for it for a while. */
  boolean awaitTurn() {
    return idling.awaitTurn();
  }

  /**
   * Waits in the middle of an attempt, before anything is sent: callers hear {@code meanwhile} at
   * their deadlines. False when nobody has waited for it for a while.
   */
  boolean standBy(BooleanSupplier ready, Instant until, Failure meanwhile) {
    monitor.change(() -> progress.standsBy(meanwhile));
    return idling.standBy(ready, until);
  }

  /** Whoever stands by looks again. */
  void wake() {
    monitor.wake();
  }

  /** Pauses the execution's thread. */
  Awakening pause(Pause pause) {
    return idling.pause(pause);
  }
}
