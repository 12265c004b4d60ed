package dev.executionworkers.adapter.out.delegated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.domain.command.CreateSecretBindings;
import dev.executionworkers.domain.command.EnvironmentId;
import dev.executionworkers.domain.command.ProvisionSecrets;
import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.domain.command.SecretId;
import dev.executionworkers.domain.command.VerifyGitOpsReconciliation;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.outcome.Problem;
import dev.executionworkers.domain.outcome.Result.Confirmed;
import dev.executionworkers.domain.outcome.StepResult;
import dev.executionworkers.port.out.Attempt;
import dev.executionworkers.port.out.BindingPropagator;
import dev.executionworkers.port.out.BindingPropagator.BindingUpdate;
import dev.executionworkers.port.out.EnvironmentProvider;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the service may rely on, whoever does the work. */
abstract class DelegatedContract {
  static final StepResult<Confirmed> CONFIRMED = StepResult.done(new Confirmed());
  private static final EnvironmentId ENVIRONMENT = new EnvironmentId("env-1");
  private static final SecretId SECRET = new SecretId("robot$team+ci");

  /** What goes wrong with the next attempt. */
  enum Trouble {
    /** A definite no. */
    REFUSES,
    /** It fails, and nothing has happened. */
    FAILS,
    /** The work is done and its answer lost. */
    LOSES_THE_ANSWER
  }

  abstract EnvironmentProvider environments();

  abstract BindingPropagator bindings();

  abstract void next(Delegate delegate, Trouble trouble);

  /** Takes all of them off the network. */
  abstract void goDown();

  /** How often work was done. */
  abstract int effects(Delegate delegate);

  /** What the bindings of the secret were told, as {@code username:token@generation}. */
  abstract List<String> boundTokens(SecretId secret);

  @ParameterizedTest
  @EnumSource(Delegate.class)
  void confirmsWorkThatIsDone(Delegate delegate) {
    assertThat(ask(delegate, first("k-1"))).isEqualTo(CONFIRMED);
    assertThat(effects(delegate)).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(Delegate.class)
  void doesTheWorkOfAKeyOnce(Delegate delegate) {
    ask(delegate, first("k-1"));

    assertThat(ask(delegate, first("k-1"))).isEqualTo(CONFIRMED);
    assertThat(effects(delegate)).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(Delegate.class)
  void takesAnotherKeyForNewWork(Delegate delegate) {
    ask(delegate, first("k-1"));
    ask(delegate, first("k-2"));

    assertThat(effects(delegate)).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource(Delegate.class)
  void tellsARefusalFromAFailure(Delegate delegate) {
    next(delegate, Trouble.REFUSES);
    assertThat(failure(ask(delegate, first("k-1"))))
        .isInstanceOf(Failure.Refused.class)
        .extracting(failure -> failure.error().problem())
        .isEqualTo(Problem.REJECTED);

    next(delegate, Trouble.FAILS);
    assertThat(failure(ask(delegate, first("k-2"))))
        .isInstanceOf(Failure.PeerFailed.class)
        .extracting(failure -> failure.error().problem())
        .isEqualTo(Problem.UNAVAILABLE);
    assertThat(effects(delegate)).isZero();
  }

  @ParameterizedTest
  @EnumSource(Delegate.class)
  void namesThePeerInEveryFailure(Delegate delegate) {
    next(delegate, Trouble.FAILS);
    assertThat(failure(ask(delegate, first("k-1"))).error().peer()).isEqualTo(delegate.peer());
  }

  @ParameterizedTest
  @EnumSource(Delegate.class)
  void repairsALostAnswerByAskingAgainUnderTheSameKey(Delegate delegate) {
    next(delegate, Trouble.LOSES_THE_ANSWER);
    assertThat(failure(ask(delegate, first("k-1")))).isInstanceOf(Failure.LostReply.class);

    assertThat(ask(delegate, new Attempt("k-1", 2, true))).isEqualTo(CONFIRMED);
    assertThat(effects(delegate)).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(Delegate.class)
  void knowsThatNothingHappenedWhenNobodyIsThere(Delegate delegate) {
    goDown();
    assertThat(failure(ask(delegate, first("k-1")))).isInstanceOf(Failure.NeverSent.class);
  }

  @Test
  void handsTheWholeBindingOn() {
    bindings().propagate(update("token-1", 7), first("k-1"));
    assertThat(boundTokens(SECRET)).containsExactly("robot$team+ci:token-1@7");
  }

  @Test
  void confirmsABindingThatComesLateWithoutTakingIt() {
    bindings().propagate(update("token-2", 8), first("k-2"));

    assertThat(bindings().propagate(update("token-1", 7), first("k-1"))).isEqualTo(CONFIRMED);
    assertThat(boundTokens(SECRET)).containsExactly("robot$team+ci:token-2@8");
  }

  @Test
  void findsOutWhetherTheBindingsAreThereWithoutAskingForAnything() {
    assertThat(bindings().reachable(first("k-1"))).isEqualTo(CONFIRMED);
    assertThat(effects(Delegate.BINDINGS_UPDATE)).isZero();

    goDown();
    assertThat(failure(bindings().reachable(first("k-1")))).isInstanceOf(Failure.NeverSent.class);
  }

  final StepResult<Confirmed> ask(Delegate delegate, Attempt attempt) {
    return ask(environments(), bindings(), delegate, attempt);
  }

  static StepResult<Confirmed> ask(
      EnvironmentProvider environments,
      BindingPropagator bindings,
      Delegate delegate,
      Attempt attempt) {
    return switch (delegate) {
      case SECRETS -> environments.provisionSecrets(new ProvisionSecrets(ENVIRONMENT), attempt);
      case SECRET_BINDINGS ->
          environments.createSecretBindings(new CreateSecretBindings(ENVIRONMENT), attempt);
      case GITOPS_VERIFY ->
          environments.verifyGitOps(new VerifyGitOpsReconciliation(ENVIRONMENT), attempt);
      case BINDINGS_UPDATE -> bindings.propagate(update("token", 1), attempt);
    };
  }

  static BindingUpdate update(String token, long generation) {
    return new BindingUpdate(SECRET, Secret.of(token), SECRET.value(), generation);
  }

  static Attempt first(String key) {
    return new Attempt(key, 1, false);
  }

  static Failure failure(StepResult<Confirmed> result) {
    assertThat(result).isInstanceOf(StepResult.Failed.class);
    return ((StepResult.Failed<Confirmed>) result).failure();
  }
}
