package dev.executionworkers.port.out;

import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.domain.command.SecretId;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.outcome.StepResult;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/** A registry that chooses tokens itself, with failures on demand. Thread-safe. */
public final class InMemoryIssuingRegistry implements Registry.Issuing {
  private record Trouble(Failure failure, boolean effectDone) {}

  private final Queue<Trouble> troubles = new ArrayDeque<>();
  private final List<Secret> issued = new ArrayList<>();

  /** The next request fails so, without an effect. */
  public synchronized InMemoryIssuingRegistry failNext(Failure failure) {
    troubles.add(new Trouble(failure, false));
    return this;
  }

  /** The next request has a token issued, and its answer is lost. */
  public synchronized InMemoryIssuingRegistry failNextAfterEffect(Failure failure) {
    troubles.add(new Trouble(failure, true));
    return this;
  }

  /** Every token issued, lost ones too, oldest first. */
  public synchronized List<Secret> issued() {
    return List.copyOf(issued);
  }

  @Override
  public String robotName(SecretId secret) {
    return secret.value();
  }

  @Override
  public synchronized StepResult<Secret> issue(SecretId secret, Attempt attempt) {
    Trouble trouble = troubles.poll();
    if (trouble != null && !trouble.effectDone) {
      return StepResult.failed(trouble.failure);
    }
    issued.add(Secret.of("Issued%026d".formatted(issued.size() + 1)));
    return trouble == null ? StepResult.done(issued.getLast()) : StepResult.failed(trouble.failure);
  }
}
