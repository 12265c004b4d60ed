package dev.executionworkers.adapter.out.delegated;

import dev.executionworkers.domain.command.SecretId;
import dev.executionworkers.domain.outcome.DomainError;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.domain.outcome.Problem;
import dev.executionworkers.domain.outcome.StepResult;
import dev.executionworkers.port.out.BindingPropagator;
import dev.executionworkers.port.out.EnvironmentProvider;
import java.util.List;
import java.util.Optional;

class FakeDelegatesTest extends DelegatedContract {
  private final FakeDelegates fake = new FakeDelegates();

  @Override
  EnvironmentProvider environments() {
    return fake;
  }

  @Override
  BindingPropagator bindings() {
    return fake;
  }

  @Override
  void next(Delegate delegate, Trouble trouble) {
    Peer peer = delegate.peer();
    switch (trouble) {
      case REFUSES -> fake.next(delegate, StepResult.refused(error(peer, Problem.REJECTED, 422)));
      case FAILS ->
          fake.next(
              delegate,
              StepResult.failed(
                  new Failure.PeerFailed(error(peer, Problem.UNAVAILABLE, 500), Optional.empty())));
      case LOSES_THE_ANSWER ->
          fake.nextAfterWorking(
              delegate,
              StepResult.failed(new Failure.LostReply(error(peer, Problem.UNAVAILABLE, 0))));
    }
  }

  @Override
  void goDown() {
    fake.unreachable(
        StepResult.failed(
            new Failure.NeverSent(error(Peer.SECRET_BINDINGS, Problem.UNAVAILABLE, 0))));
  }

  @Override
  int effects(Delegate delegate) {
    return fake.effects(delegate);
  }

  @Override
  List<String> boundTokens(SecretId secret) {
    return fake.bindings(secret).stream()
        .map(b -> b.username() + ":" + b.token().reveal() + "@" + b.generation())
        .toList();
  }

  private static DomainError error(Peer peer, Problem problem, int status) {
    return new DomainError(peer, problem, status, "simulated");
  }
}
