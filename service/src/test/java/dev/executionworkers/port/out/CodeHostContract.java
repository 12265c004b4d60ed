package dev.executionworkers.port.out;

import static dev.executionworkers.port.out.StepResults.done;
import static dev.executionworkers.port.out.StepResults.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.domain.command.ApplyBranchProtection;
import dev.executionworkers.domain.command.BranchName;
import dev.executionworkers.domain.command.CreateRepository;
import dev.executionworkers.domain.command.EnvironmentId;
import dev.executionworkers.domain.command.RepositoryName;
import dev.executionworkers.domain.command.RepositoryOwner;
import dev.executionworkers.domain.command.RepositoryRef;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.outcome.Problem;
import dev.executionworkers.domain.outcome.Repository;
import dev.executionworkers.domain.outcome.StepResult;
import dev.executionworkers.port.out.CodeHost.Creation;
import dev.executionworkers.port.out.CodeHost.Protection;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every {@link CodeHost} does, the fakes among them. */
public abstract class CodeHostContract {
  private static final int LOOKS = 30;
  private static final Attempt FIRST = new Attempt("contract", 1, false);
  private static final BranchName MAIN = new BranchName("main");

  private final List<RepositoryRef> made = new ArrayList<>();

  /** The one under test. */
  protected abstract CodeHost host();

  /** Somebody in whose name it may create repositories; their branches get {@code main} first. */
  protected abstract RepositoryOwner owner();

  /** Whether repositories are made private. */
  protected boolean isPrivate() {
    return true;
  }

  /** Before looking again at a host that does not show at once what it has just done. */
  protected void pause() {}

  /** Removes what a test has made. */
  protected void dispose(List<RepositoryRef> repositories) {}

  @AfterEach
  void disposeOfWhatWasMade() {
    dispose(List.copyOf(made));
  }

  @Test
  void findsNothingWhereNothingIs() {
    assertThat(done(host().find(fresh(), FIRST))).isEmpty();
  }

  @Test
  void findsWhatItMade() {
    RepositoryRef ref = fresh();
    Repository repository = make(ref, true);
    assertThat(repository.name()).isEqualTo(ref.name().value());
    assertThat(repository.fullName()).isEqualToIgnoringCase(ref.fullName());
    assertThat(repository.isPrivate()).isEqualTo(isPrivate());
    assertThat(repository.id()).isPositive();
    assertThat(repository.htmlUrl().isAbsolute()).isTrue();
    assertThat(repository.cloneUrl().getPath()).endsWith(ref.name() + ".git");
    assertThat(repository.sshUrl()).endsWith(ref.name() + ".git");
    assertThat(repository.defaultBranch()).isEqualTo(MAIN.value());
    assertThat(found(ref)).isEqualTo(repository);
  }

  @Test
  void findsItWithoutRegardToCase() {
    RepositoryRef ref = fresh();
    Repository repository = make(ref, true);
    assertThat(found(inUpperCase(ref))).isEqualTo(repository);
  }

  @Test
  void saysThatANameIsTaken() {
    RepositoryRef ref = fresh();
    make(ref, true);
    assertThat(done(host().create(wanted(ref, true), FIRST))).isEqualTo(new Creation.NameTaken());
    assertThat(done(host().create(wanted(inUpperCase(ref), true), FIRST)))
        .isEqualTo(new Creation.NameTaken());
  }

  @Test
  protected void makesNothingForAnOwnerThatIsNotThere() {
    var nobody = new RepositoryOwner("nobody-" + unique().substring(0, 12));
    var ref = new RepositoryRef(nobody, new RepositoryName("contract"));
    Failure failure = failure(host().create(wanted(ref, true), FIRST));
    assertThat(failure).isInstanceOf(Failure.Refused.class);
    assertThat(failure.error().problem()).isEqualTo(Problem.NOT_FOUND);
    assertThat(done(host().find(ref, FIRST))).isEmpty();
  }

  @Test
  void protectsABranchOnce() {
    RepositoryRef ref = fresh();
    make(ref, true);
    assertThat(protect(ref, 1)).isEqualTo(Protection.WRITTEN);
    assertThat(protect(ref, 1)).isEqualTo(Protection.ALREADY_SATISFIED);
  }

  @Test
  void raisesAProtectionAndNeverLowersIt() {
    RepositoryRef ref = fresh();
    make(ref, true);
    assertThat(protect(ref, 2)).isEqualTo(Protection.WRITTEN);
    assertThat(protect(ref, 1)).isEqualTo(Protection.ALREADY_SATISFIED);
    assertThat(protect(ref, 2)).isEqualTo(Protection.ALREADY_SATISFIED);
    assertThat(protect(ref, 6)).isEqualTo(Protection.WRITTEN);
    assertThat(protect(ref, 6)).isEqualTo(Protection.ALREADY_SATISFIED);
  }

  @Test
  void waitsForARepositoryThatIsNotThere() {
    assertNotYet(host().protect(protection(fresh(), MAIN, 1), FIRST));
  }

  @Test
  void waitsForABranchThatIsNotThere() {
    RepositoryRef ref = fresh();
    make(ref, true);
    assertNotYet(host().protect(protection(ref, new BranchName("release/none"), 1), FIRST));
  }

  @Test
  void givesARepositoryWithoutAFirstCommitNoBranch() {
    RepositoryRef ref = fresh();
    make(ref, false);
    assertNotYet(host().protect(protection(ref, MAIN, 1), FIRST));
  }

  private static void assertNotYet(StepResult<Protection> result) {
    Failure failure = failure(result);
    assertThat(failure).isInstanceOf(Failure.NotYet.class);
    assertThat(failure.error().problem()).isEqualTo(Problem.NOT_FOUND);
  }

  private Repository make(RepositoryRef ref, boolean autoInit) {
    Creation creation = done(host().create(wanted(ref, autoInit), FIRST));
    made.add(ref);
    return switch (creation) {
      case Creation.Made(Repository repository) -> {
        found(ref);
        yield repository;
      }
      case Creation.NameTaken _ -> throw new AssertionError(ref + " is taken");
    };
  }

  private Repository found(RepositoryRef ref) {
    return done(await(
            () -> host().find(ref, FIRST),
            result ->
                result instanceof StepResult.Done<Optional<Repository>>(var it) && it.isPresent()))
        .orElseThrow();
  }

  private Protection protect(RepositoryRef ref, int approvals) {
    return done(
        await(
            () -> host().protect(protection(ref, MAIN, approvals), FIRST),
            result ->
                !(result instanceof StepResult.Failed<Protection>(var failure)
                    && failure instanceof Failure.NotYet)));
  }

  private <T> StepResult<T> await(Supplier<StepResult<T>> look, Predicate<StepResult<T>> enough) {
    StepResult<T> seen = look.get();
    for (int looks = 1; looks < LOOKS && !enough.test(seen); looks++) {
      pause();
      seen = look.get();
    }
    return seen;
  }

  private CreateRepository wanted(RepositoryRef ref, boolean autoInit) {
    return new CreateRepository(ref, isPrivate(), Optional.of("Made by a contract test"), autoInit);
  }

  private static ApplyBranchProtection protection(
      RepositoryRef ref, BranchName branch, int approvals) {
    return new ApplyBranchProtection(new EnvironmentId("contract"), ref, branch, approvals);
  }

  private RepositoryRef fresh() {
    return new RepositoryRef(owner(), new RepositoryName("contract-" + unique()));
  }

  private static String unique() {
    return UUID.randomUUID().toString().replace("-", "");
  }

  private static RepositoryRef inUpperCase(RepositoryRef ref) {
    return new RepositoryRef(
        new RepositoryOwner(ref.owner().value().toUpperCase(Locale.ROOT)),
        new RepositoryName(ref.name().value().toUpperCase(Locale.ROOT)));
  }
}
