package dev.executionworkers.application.pipeline;

import dev.executionworkers.application.pipeline.RunningExecution.Seat;
import dev.executionworkers.port.in.Answer;
import dev.executionworkers.port.in.StartCommand.Waiting;
import java.time.Instant;
import java.util.Optional;

/** A caller's place at an execution, or what he is told instead. */
sealed interface Place extends Waiting {

  /** Waits for as long as the caller has asked to. */
  Answer await();

  /** A seat. */
  record Taken(RunningExecution execution, Seat seat) implements Place {

    @Override
    public Answer await() {
      return execution.await(seat);
    }

    @Override
    public Optional<Answer> await(Instant until) {
      return execution.await(seat, until);
    }

    @Override
    public void withdraw() {
      execution.withdraw();
    }
  }

  /** None: nothing is done for this caller. */
  record Denied(Answer answer) implements Place {

    @Override
    public Answer await() {
      return answer;
    }

    @Override
    public Optional<Answer> await(Instant until) {
      return Optional.of(answer);
    }

    @Override
    public void withdraw() {}
  }
}
