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
import dev.executionworkers.domain.outcome.Visibility;
import dev.executionworkers.domain.policy.Repeatability;
import dev.executionworkers.domain.policy.ReplayPolicy;
import dev.executionworkers.port.out.Attempt;
import dev.executionworkers.port.out.CodeHost;

/**
 * Looks for the repository, adopts it when it is as wanted, makes it when it is not there. Every
 * attempt begins by looking, so an attempt whose effect is unknown is found out by the next. Once
 * the name is known to be taken, an attempt only looks.
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
    Ensuring ensuring = new Ensuring(codeHost, wanted);
    return Outcome.of(steps.run(ENSURE, ensuring::attempt));
  }

  @Override
  public Peer peer() {
    return Peer.GIT_PROVIDER;
  }

  @Override
  public ReplayPolicy replay() {
    return ReplayPolicy.RUN_AGAIN;
  }

  /**
   * The attempts of one execution, which remember whether one of them may have made it, and whether
   * the name is taken: to create it again would only cost a turn that others wait for.
   */
  private static final class Ensuring {
    private final CodeHost codeHost;
    private final CreateRepository wanted;
    private boolean mayHaveMadeIt;
    private boolean nameTaken;

    Ensuring(CodeHost codeHost, CreateRepository wanted) {
      this.codeHost = codeHost;
      this.wanted = wanted;
    }

    StepResult<RepositoryReady> attempt(Attempt attempt) {
      return codeHost
          .find(wanted.repository(), attempt)
          .then(found -> found.map(this::adopt).orElseGet(() -> whenNotFound(attempt)));
    }

    private StepResult<RepositoryReady> whenNotFound(Attempt attempt) {
      return nameTaken ? takenButInvisible() : create(attempt);
    }

    private StepResult<RepositoryReady> adopt(Repository found) {
      if (!named(found)) {
        return unexpected(found.fullName() + " was found instead of " + wanted.repository());
      }
      return visibleAsWanted(found)
          ? StepResult.done(new RepositoryReady(found, mayHaveMadeIt))
          : conflict(found);
    }

    private StepResult<RepositoryReady> create(Attempt attempt) {
      StepResult<CodeHost.Creation> creation = codeHost.create(wanted, attempt);
      if (creation instanceof StepResult.Failed<CodeHost.Creation>(Failure failure)) {
        mayHaveMadeIt |= failure.effectUnknown();
      }
      return creation.then(answer ->
          switch (answer) {
            case CodeHost.Creation.Made(Repository made) -> confirm(made);
            case CodeHost.Creation.NameTaken _ -> {
              nameTaken = true;
              yield takenButInvisible();
            }
          });
    }

    private StepResult<RepositoryReady> confirm(Repository made) {
      if (!named(made)) {
        return unexpected(made.fullName() + " was made instead of " + wanted.repository());
      }
      return visibleAsWanted(made)
          ? StepResult.done(new RepositoryReady(made, true))
          : unexpected(made.fullName() + " was made with another visibility than wanted");
    }

    private boolean named(Repository other) {
      return wanted.repository().fullName().equalsIgnoreCase(other.fullName());
    }

    private boolean visibleAsWanted(Repository other) {
      return other.visibility().equals(Visibility.of(wanted.isPrivate()));
    }

    private StepResult<RepositoryReady> takenButInvisible() {
      String detail =
          wanted.repository()
              + " exists and is not visible to the service: it belongs to somebody else, or the"
              + " credentials cannot see it";
      return StepResult.failed(new Failure.NotYet(error(Problem.CONFLICT, detail)));
    }
  }

  private static StepResult<RepositoryReady> conflict(Repository found) {
    String detail = found.fullName() + " exists and is " + found.visibility().name();
    return StepResult.refused(error(Problem.CONFLICT, detail));
  }

  private static StepResult<RepositoryReady> unexpected(String detail) {
    return StepResult.refused(error(Problem.UNEXPECTED_RESPONSE, detail));
  }

  private static DomainError error(Problem problem, String detail) {
    return new DomainError(Peer.GIT_PROVIDER, problem, DomainError.NO_STATUS, detail);
  }
}
