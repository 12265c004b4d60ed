package dev.executionworkers.port.out;

import dev.executionworkers.domain.command.ExecutionId;
import dev.executionworkers.domain.command.OperationName;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.outcome.Outcome;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The journal as an operator reads it. Nothing in it is secret. Thread-safe.
 *
 * <p>All methods throw {@link JournalUnavailableException} when the journal cannot be read.
 */
public interface Ledger {

  /** What matches, newest first. */
  Page list(Query query);

  /** All that is known of one execution; empty when it is unknown, or was pruned. */
  Optional<Entry> find(ExecutionId execution);

  /** How far an execution has come. */
  enum State {
    UNFINISHED,
    SUCCEEDED,
    FAILED,
    /** Closed, since its process ended and nobody asked again: its effect is unknown. */
    INTERRUPTED
  }

  /**
   * What to look for; an empty filter lets everything through.
   *
   * @param since only what was begun then or later
   * @param before go on where the page ended that gave this as {@link Page#next}
   * @param limit how many lines at most
   */
  record Query(
      Optional<OperationName> operation,
      Optional<String> subject,
      Optional<State> state,
      Optional<Instant> since,
      Optional<Long> before,
      int limit) {}

  /**
   * A part of the answer.
   *
   * @param next where to go on; a page with few lines or none may have one, since no page looks
   *     back for ever
   */
  record Page(List<Line> lines, Optional<Long> next) {

    public Page {
      lines = List.copyOf(lines);
    }
  }

  /**
   * An execution in short.
   *
   * @param number rises with every execution
   * @param outcome empty while it is unfinished
   */
  record Line(
      long number,
      ExecutionId execution,
      OperationName operation,
      String subject,
      Instant begunAt,
      Optional<Instant> finishedAt,
      Optional<Outcome> outcome) {

    /** How far it has come. */
    public State state() {
      return outcome.map(Line::state).orElse(State.UNFINISHED);
    }

    private static State state(Outcome outcome) {
      return switch (outcome) {
        case Outcome.Completed _ -> State.SUCCEEDED;
        case Outcome.Failed(Failure.Interrupted _) -> State.INTERRUPTED;
        case Outcome.Failed _ -> State.FAILED;
      };
    }
  }

  /**
   * An execution in full.
   *
   * @param outboundKey what foreign systems know it by
   * @param lane what it works on alone
   * @param effectInDoubt whether an attempt ended without knowing whether it had its effect
   * @param aftercareAt when it is looked after next
   * @param steps what is recorded, oldest first
   * @param failures the steps of which attempts failed
   */
  record Entry(
      Line line,
      String outboundKey,
      Optional<String> lane,
      boolean effectInDoubt,
      Optional<Instant> aftercareAt,
      List<RecordedStep> steps,
      List<StepFailures> failures) {

    public Entry {
      steps = List.copyOf(steps);
      failures = List.copyOf(failures);
    }

    /** The same with what has failed until now: it is written only now and then. */
    public Entry withFailures(List<StepFailures> now) {
      return new Entry(line, outboundKey, lane, effectInDoubt, aftercareAt, steps, now);
    }
  }

  /**
   * That a step was recorded.
   *
   * @param by who asked for it, when it is an operator's {@link Request}
   */
  record RecordedStep(String name, Instant at, Optional<String> by) {

    /** A step as it is shown: not what it left, unless that is who asked for it. */
    public static RecordedStep of(String name, String left, Instant at) {
      return new RecordedStep(
          name, at, Request.isStep(name) ? Optional.of(left) : Optional.empty());
    }
  }

  /** What operators ask for; recorded as a step that leaves who it was. */
  enum Request {
    /** To try again at once. */
    RETRY("retry-asked"),
    /** To end it with its last failure. */
    ABANDON("abandoned");

    private final String step;

    Request(String step) {
      this.step = step;
    }

    /** The name of its step; the last request of a kind replaces the one before. */
    public String step() {
      return step;
    }

    private static boolean isStep(String name) {
      return Arrays.stream(values()).anyMatch(request -> request.step.equals(name));
    }
  }

  /**
   * The failed attempts of one step.
   *
   * @param count how many
   * @param code the stable code of the last
   * @param peerStatus the foreign status of the last; 0 when there was no answer
   * @param detail what the last was about
   * @param lastAt when the last was
   */
  record StepFailures(
      String step, int count, String code, int peerStatus, String detail, Instant lastAt) {}
}
