package dev.executionworkers.adapter.out.delegated;

import dev.executionworkers.domain.command.CreateSecretBindings;
import dev.executionworkers.domain.command.ProvisionSecrets;
import dev.executionworkers.domain.command.SecretId;
import dev.executionworkers.domain.command.VerifyGitOpsReconciliation;
import dev.executionworkers.domain.outcome.Result.Confirmed;
import dev.executionworkers.domain.outcome.StepResult;
import dev.executionworkers.port.out.Attempt;
import dev.executionworkers.port.out.BindingPropagator;
import dev.executionworkers.port.out.EnvironmentProvider;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The four receivers in memory, for tests of what stands before them. They accept everything until
 * they are told otherwise. Thread-safe.
 */
public final class FakeDelegates implements EnvironmentProvider, BindingPropagator {
  /**
   * What the next attempt gets instead of a confirmation.
   *
   * @param worksFirst whether the work is done all the same
   */
  private record Scripted(StepResult<Confirmed> result, boolean worksFirst) {}

  private final Map<Delegate, Deque<Scripted>> scripts = new EnumMap<>(Delegate.class);
  private final Map<Delegate, List<Attempt>> attempts = new EnumMap<>(Delegate.class);
  private final Map<Delegate, Set<String>> doneKeys = new EnumMap<>(Delegate.class);
  private final Map<SecretId, List<BindingUpdate>> bindings = new HashMap<>();
  private Optional<StepResult<Confirmed>> unreachable = Optional.empty();

  public FakeDelegates() {
    for (Delegate delegate : Delegate.values()) {
      scripts.put(delegate, new ArrayDeque<>());
      attempts.put(delegate, new ArrayList<>());
      doneKeys.put(delegate, new HashSet<>());
    }
  }

  /** The next attempt there gets this, and no work is done. */
  public synchronized FakeDelegates next(Delegate delegate, StepResult<Confirmed> result) {
    scripts.get(delegate).add(new Scripted(result, false));
    return this;
  }

  /** The next attempt there gets this although the work is done. */
  public synchronized FakeDelegates nextAfterWorking(
      Delegate delegate, StepResult<Confirmed> result) {
    scripts.get(delegate).add(new Scripted(result, true));
    return this;
  }

  /** From now on every attempt gets this, reaching out for the bindings among them. */
  public synchronized FakeDelegates unreachable(StepResult<Confirmed> result) {
    unreachable = Optional.of(result);
    return this;
  }

  /** Every attempt to have work done there, oldest first. */
  public synchronized List<Attempt> attempts(Delegate delegate) {
    return List.copyOf(attempts.get(delegate));
  }

  /** How often work was done there: once for a key. */
  public synchronized int effects(Delegate delegate) {
    return doneKeys.get(delegate).size();
  }

  /** What the bindings of a secret were told and took, oldest first. */
  public synchronized List<BindingUpdate> bindings(SecretId secret) {
    return List.copyOf(bindings.getOrDefault(secret, List.of()));
  }

  @Override
  public StepResult<Confirmed> provisionSecrets(ProvisionSecrets command, Attempt attempt) {
    return work(Delegate.SECRETS, attempt, () -> {});
  }

  @Override
  public StepResult<Confirmed> createSecretBindings(CreateSecretBindings command, Attempt attempt) {
    return work(Delegate.SECRET_BINDINGS, attempt, () -> {});
  }

  @Override
  public StepResult<Confirmed> verifyGitOps(VerifyGitOpsReconciliation command, Attempt attempt) {
    return work(Delegate.GITOPS_VERIFY, attempt, () -> {});
  }

  @Override
  public synchronized StepResult<Confirmed> reachable(Attempt attempt) {
    return unreachable.orElseGet(() -> StepResult.done(new Confirmed()));
  }

  @Override
  public StepResult<Confirmed> propagate(BindingUpdate update, Attempt attempt) {
    return work(Delegate.BINDINGS_UPDATE, attempt, () -> bind(update));
  }

  private synchronized StepResult<Confirmed> work(
      Delegate delegate, Attempt attempt, Runnable effect) {
    attempts.get(delegate).add(attempt);
    if (unreachable.isPresent()) {
      return unreachable.get();
    }
    var scripted =
        Optional.ofNullable(scripts.get(delegate).poll())
            .orElse(new Scripted(StepResult.done(new Confirmed()), true));
    if (scripted.worksFirst() && doneKeys.get(delegate).add(attempt.idempotencyKey())) {
      effect.run();
    }
    return scripted.result();
  }

  private void bind(BindingUpdate update) {
    List<BindingUpdate> known = bindings.computeIfAbsent(update.secret(), id -> new ArrayList<>());
    if (known.isEmpty() || known.getLast().generation() <= update.generation()) {
      known.add(update);
    }
  }
}
