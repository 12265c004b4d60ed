package dev.executionworkers.application.pipeline;

import dev.executionworkers.domain.outcome.DomainError;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.domain.outcome.Problem;
import dev.executionworkers.domain.outcome.StepResult;
import dev.executionworkers.port.out.Attempt;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a scripted peer answers to one kind of call: the lines in order, then the last one for ever.
 *
 * @param <T> what the call is for
 */
final class Script<T> {
  private final VirtualTime time;
  private final Peer peer;
  private final Deque<Supplier<StepResult<T>>> answers = new ArrayDeque<>();
  private final List<Attempt> attempts = new ArrayList<>();

  Script(VirtualTime time, Peer peer) {
    this.time = time;
    this.peer = peer;
  }

  Script<T> confirms(T value) {
    return answers(() -> StepResult.done(value));
  }

  Script<T> fails(Failure failure) {
    return answers(() -> StepResult.failed(failure));
  }

  Script<T> isUnavailable() {
    return fails(new Failure.PeerFailed(error(Problem.UNAVAILABLE, 503), Optional.empty()));
  }

  Script<T> losesTheReply() {
    return fails(new Failure.LostReply(error(Problem.TIMEOUT, 0)));
  }

  Script<T> cannotBeReached() {
    return fails(new Failure.NeverSent(error(Problem.UNAVAILABLE, 0)));
  }

  Script<T> refuses(Problem problem) {
    return fails(new Failure.Refused(error(problem, 422)));
  }

  Script<T> throttlesUntil(Instant until) {
    return fails(new Failure.Throttled(error(Problem.RATE_LIMITED, 429), until));
  }

  /** The thread that asks dies, as with its process. */
  Script<T> dies() {
    return answers(() -> {
      throw new IllegalStateException("died");
    });
  }

  Script<T> answers(Supplier<StepResult<T>> answer) {
    answers.addLast(answer);
    return this;
  }

  Script<T> answersAfter(Duration delay, StepResult<T> answer) {
    return answers(() -> {
      time.pass(delay);
      return answer;
    });
  }

  /** Drops what is left of the script. */
  Script<T> fromNowOn() {
    synchronized (answers) {
      answers.clear();
    }
    return this;
  }

  StepResult<T> play(Attempt attempt) {
    Supplier<StepResult<T>> answer;
    synchronized (answers) {
      attempts.add(attempt);
      answer = answers.size() > 1 ? answers.removeFirst() : answers.getFirst();
    }
    return answer.get();
  }

  List<Attempt> attempts() {
    synchronized (answers) {
      return List.copyOf(attempts);
    }
  }

  int calls() {
    return attempts().size();
  }

  private DomainError error(Problem problem, int status) {
    return new DomainError(peer, problem, status, "as scripted");
  }
}
