package dev.executionworkers.application.operation;

import dev.executionworkers.domain.command.CreateRepository;
import dev.executionworkers.domain.outcome.DomainError;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.outcome.Outcome;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.domain.outcome.Problem;
import dev.executionworkers.domain.outcome.Repository;
import dev.executionworkers.domain.outcome.Result.RepositoryReady;
import dev.executionworkers.domain.outcome.StepResult;
import dev.executionworkers.domain.policy.Repeatability;
import dev.executionworkers.domain.policy.ReplayPolicy;
import dev.executionworkers.port.out.Attempt;
import dev.executionworkers.port.out.CodeHost;

/**
 * Looks for the repository, adopts it when it is as wanted, makes it when it is not there. Every
 * attempt begins by looking, so an attempt whose effect is unknown is found out by the next.
 */
final class CreateRepositoryOperation implements Operation<CreateRepository> {
  private static final Step<RepositoryReady> ENSURE =
      Step.repeated("ensure-repository", Repeatability.CHECK_FIRST);

  private final CodeHost codeHost;

  CreateRepositoryOperation(CodeHost codeHost) {
    this.codeHost = codeHost;
  }

  @Override
  public Outcome run(CreateRepository wanted, Steps steps) {
    return Outcome.of(steps.run(ENSURE, attempt -> ensure(wanted, attempt)));
  }

  @Override
  public ReplayPolicy replay() {
    return ReplayPolicy.RUN_AGAIN;
  }

  private StepResult<RepositoryReady> ensure(CreateRepository wanted, Attempt attempt) {
    return codeHost
        .find(wanted.repository(), attempt)
        .then(found ->
            found.isPresent() ? adopt(wanted, found.get(), attempt) : create(wanted, attempt));
  }

  /** One that turned up after an attempt of ours whose answer was lost is that attempt's. */
  private static StepResult<RepositoryReady> adopt(
      CreateRepository wanted, Repository found, Attempt attempt) {
    if (!sameName(wanted, found)) {
      return unexpected(found.fullName() + " was found instead of " + wanted.repository());
    }
    return found.isPrivate() == wanted.isPrivate()
        ? StepResult.done(new RepositoryReady(found, attempt.effectInDoubt()))
        : conflict(found);
  }

  private StepResult<RepositoryReady> create(CreateRepository wanted, Attempt attempt) {
    return codeHost
        .create(wanted, attempt)
        .then(creation ->
            switch (creation) {
              case CodeHost.Creation.Made(Repository made) -> confirm(wanted, made);
              case CodeHost.Creation.NameTaken _ -> takenButInvisible(wanted);
            });
  }

  private static StepResult<RepositoryReady> confirm(CreateRepository wanted, Repository made) {
    if (!sameName(wanted, made)) {
      return unexpected(made.fullName() + " was made instead of " + wanted.repository());
    }
    return made.isPrivate() == wanted.isPrivate()
        ? StepResult.done(new RepositoryReady(made, true))
        : unexpected(made.fullName() + " was made with another visibility than wanted");
  }

  private static StepResult<RepositoryReady> takenButInvisible(CreateRepository wanted) {
    String detail =
        wanted.repository()
            + " exists and is not visible to the service: it belongs to somebody else, or the"
            + " credentials cannot see it";
    return StepResult.failed(new Failure.NotYet(error(Problem.CONFLICT, detail)));
  }

  private static StepResult<RepositoryReady> conflict(Repository found) {
    String has = found.isPrivate() ? "private" : "public";
    return StepResult.refused(error(Problem.CONFLICT, found.fullName() + " exists and is " + has));
  }

  private static StepResult<RepositoryReady> unexpected(String detail) {
    return StepResult.refused(error(Problem.UNEXPECTED_RESPONSE, detail));
  }

  private static boolean sameName(CreateRepository wanted, Repository other) {
    return wanted.repository().fullName().equalsIgnoreCase(other.fullName());
  }

  private static DomainError error(Problem problem, String detail) {
    return new DomainError(Peer.GIT_PROVIDER, problem, DomainError.NO_STATUS, detail);
  }
}
