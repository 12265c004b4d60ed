package dev.executionworkers.port.out;

import dev.executionworkers.domain.command.ApplyBranchProtection;
import dev.executionworkers.domain.command.CreateRepository;
import dev.executionworkers.domain.command.RepositoryRef;
import dev.executionworkers.domain.outcome.Repository;
import dev.executionworkers.domain.outcome.StepResult;
import java.util.Optional;

/** Where repositories live. Thread-safe. Each method is one attempt; nothing is retried inside. */
public interface CodeHost {

  /** The repository, or empty when the credentials see none of that name. */
  StepResult<Optional<Repository>> find(RepositoryRef repository, Attempt attempt);

  /** Makes the repository. Not repeatable: look before and after. */
  StepResult<Creation> create(CreateRepository wanted, Attempt attempt);

  /**
   * Makes the branch's protection at least what is wanted and weakens nothing that is there: reads,
   * merges, and writes unless it is satisfied already. Repeatable. A branch or repository that is
   * not visible is {@link dev.executionworkers.domain.outcome.Failure.NotYet}.
   */
  StepResult<Protection> protect(ApplyBranchProtection wanted, Attempt attempt);

  /** What came of a creation that was answered. */
  sealed interface Creation {

    /** Made now, as the host describes it; the caller compares it with what was wanted. */
    record Made(Repository repository) implements Creation {}

    /** The host says that the name is taken, whether or not we can see by whom. */
    record NameTaken() implements Creation {}
  }

  /** How a branch came to be protected as wanted. */
  enum Protection {
    WRITTEN,
    ALREADY_SATISFIED
  }
}
