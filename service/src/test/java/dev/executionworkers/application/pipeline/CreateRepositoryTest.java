package dev.executionworkers.application.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.domain.command.CreateRepository;
import dev.executionworkers.domain.command.RepositoryName;
import dev.executionworkers.domain.command.RepositoryOwner;
import dev.executionworkers.domain.command.RepositoryRef;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.outcome.Problem;
import dev.executionworkers.domain.outcome.Repository;
import dev.executionworkers.domain.outcome.Result;
import dev.executionworkers.domain.outcome.Result.RepositoryReady;
import dev.executionworkers.domain.outcome.Visibility;
import dev.executionworkers.port.in.Answer;
import dev.executionworkers.port.out.CodeHost.Creation.Made;
import dev.executionworkers.port.out.CodeHost.Creation.NameTaken;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CreateRepositoryTest {
  private static final CreateRepository CREATE =
      new CreateRepository(
          new RepositoryRef(new RepositoryOwner("acme"), new RepositoryName("app")),
          true,
          Optional.empty(),
          true);
  private static final Repository WANTED = repository("acme/app", Visibility.PRIVATE);
  private static final Visibility INTERNAL = new Visibility("internal");
  private static final Optional<Repository> NOTHING = Optional.empty();

  private final World world = World.withoutRegistry();

  @Test
  void makesWhatIsNotThere() {
    world.find.confirms(NOTHING);
    world.create.confirms(new Made(WANTED));

    assertThat(result(world.ask(CREATE))).isEqualTo(new RepositoryReady(WANTED, true));
    assertThat(world.find.calls()).isEqualTo(1);
    assertThat(world.create.calls()).isEqualTo(1);
  }

  @Test
  void adoptsWhatIsThereAsWantedAndWritesNothing() {
    world.find.confirms(Optional.of(WANTED));

    assertThat(result(world.ask(CREATE))).isEqualTo(new RepositoryReady(WANTED, false));
    assertThat(world.create.calls()).isZero();
  }

  @Test
  void comparesNamesAsGitHubDoes() {
    Repository written = repository("Acme/APP", Visibility.PRIVATE);
    world.find.confirms(Optional.of(written));

    assertThat(result(world.ask(CREATE))).isEqualTo(new RepositoryReady(written, false));
  }

  @Test
  void aRepositoryOfAnotherVisibilityIsAConflictAtOnce() {
    world.find.confirms(Optional.of(repository("acme/app", Visibility.PUBLIC)));
    Instant start = world.time.now();

    Failure failure = failure(world.ask(CREATE));

    assertThat(failure.error().code()).isEqualTo("git_conflict");
    assertThat(failure.error().detail()).isEqualTo("acme/app exists and is public");
    assertThat(world.since(start)).isZero();
    assertThat(world.create.calls()).isZero();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anInternalRepositoryIsNeitherPrivateNorPublic(boolean isPrivate) {
    world.find.confirms(Optional.of(repository("acme/app", INTERNAL)));
    CreateRepository wanted =
        new CreateRepository(CREATE.repository(), isPrivate, Optional.empty(), true);

    Failure failure = failure(world.ask(wanted));

    assertThat(failure.error().code()).isEqualTo("git_conflict");
    assertThat(failure.error().detail()).isEqualTo("acme/app exists and is internal");
    assertThat(world.create.calls()).isZero();
  }

  @Test
  void saysOfAPrivateRepositoryThatWasWantedPublicThatItIsPrivate() {
    world.find.confirms(Optional.of(WANTED));
    CreateRepository open =
        new CreateRepository(CREATE.repository(), false, Optional.empty(), true);

    assertThat(failure(world.ask(open)).error().detail())
        .isEqualTo("acme/app exists and is private");
  }

  @ParameterizedTest
  @ValueSource(strings = {"acme/app-1", "other/app"})
  void aRenamedRepositoryIsNotAdopted(String found) {
    world.find.confirms(Optional.of(repository(found, Visibility.PRIVATE)));

    Failure failure = failure(world.ask(CREATE));

    assertThat(failure.error().code()).isEqualTo("git_unexpected_response");
    assertThat(failure.error().detail()).isEqualTo(found + " was found instead of acme/app");
  }

  @Test
  void aNameThatComesBackChangedIsNoSuccess() {
    world.find.confirms(NOTHING);
    world.create.confirms(new Made(repository("acme/app-1", Visibility.PRIVATE)));

    Failure failure = failure(world.ask(CREATE));

    assertThat(failure.error().code()).isEqualTo("git_unexpected_response");
    assertThat(failure.error().detail()).isEqualTo("acme/app-1 was made instead of acme/app");
    assertThat(world.create.calls()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"public", "internal"})
  void aVisibilityThatComesBackChangedIsNoSuccess(String made) {
    world.find.confirms(NOTHING);
    world.create.confirms(new Made(repository("acme/app", new Visibility(made))));

    Failure failure = failure(world.ask(CREATE));

    assertThat(failure.error().code()).isEqualTo("git_unexpected_response");
    assertThat(failure.error().detail()).contains("another visibility");
  }

  @Test
  void aLostAnswerIsFoundOutByLooking() {
    world.find.confirms(NOTHING).confirms(Optional.of(WANTED));
    world.create.losesTheReply();

    assertThat(result(world.ask(CREATE))).isEqualTo(new RepositoryReady(WANTED, true));
    assertThat(world.create.calls()).isEqualTo(1);
    assertThat(world.events).hasSize(1);
  }

  @Test
  void aLostRequestIsMadeAgain() {
    world.find.confirms(NOTHING);
    world.create.losesTheReply().isUnavailable().confirms(new Made(WANTED));

    assertThat(result(world.ask(CREATE))).isEqualTo(new RepositoryReady(WANTED, true));
    assertThat(world.find.calls()).isEqualTo(3);
    assertThat(world.create.calls()).isEqualTo(3);
  }

  @Test
  void aFailedLookNeverMakesAnAdoptedRepositoryOurs() {
    world.find.losesTheReply().isUnavailable().confirms(Optional.of(WANTED));

    assertThat(result(world.ask(CREATE))).isEqualTo(new RepositoryReady(WANTED, false));
    assertThat(world.create.calls()).isZero();
  }

  @Test
  void neitherDoesACreationThatNeverLeft() {
    world.find.confirms(NOTHING).confirms(Optional.of(WANTED));
    world.create.cannotBeReached();

    assertThat(result(world.ask(CREATE))).isEqualTo(new RepositoryReady(WANTED, false));
  }

  @Test
  void whatSomebodyElseMadeMeanwhileIsAdopted() {
    world.find.confirms(NOTHING).confirms(Optional.of(WANTED));
    world.create.confirms(new NameTaken());

    assertThat(result(world.ask(CREATE))).isEqualTo(new RepositoryReady(WANTED, false));
    assertThat(world.create.calls()).isEqualTo(1);
  }

  @Test
  void whatWeMadeAndCannotSeeYetIsWaitedForAndOurs() {
    world.find.confirms(NOTHING).confirms(NOTHING).confirms(Optional.of(WANTED));
    world.create.losesTheReply().confirms(new NameTaken());

    assertThat(result(world.ask(CREATE))).isEqualTo(new RepositoryReady(WANTED, true));
    assertThat(world.create.calls()).isEqualTo(2);
  }

  @Test
  void aTakenNameThatStaysInvisibleIsAConflictAtTheDeadlineAndNotBefore() {
    world.find.confirms(NOTHING);
    world.create.confirms(new NameTaken());
    Instant start = world.time.now();

    Failure failure = failure(world.ask(CREATE));

    assertThat(failure.error().code()).isEqualTo("git_conflict");
    assertThat(failure.error().detail()).contains("is not visible to the service");
    assertThat(world.since(start)).isEqualTo(World.PATIENCE);
    assertThat(world.find.calls()).isGreaterThan(3);
    assertThat(world.create.calls()).isEqualTo(1);
    world.pass(Duration.ofSeconds(1));
    assertThat(world.events.getFirst().errorCode()).as("ended").contains("git_conflict");
  }

  @Test
  void aTakenNameIsNotTriedAgainBeforeTheCallerAsksAgain() {
    world.find.confirms(NOTHING);
    world.create.confirms(new NameTaken()).confirms(new Made(WANTED));

    assertThat(failure(world.ask(CREATE)).error().code()).isEqualTo("git_conflict");
    assertThat(result(world.ask(CREATE))).isEqualTo(new RepositoryReady(WANTED, true));
  }

  @Test
  void aSecondRequestIsASecondLookAndNoSecondRepository() {
    world.find.confirms(NOTHING).confirms(Optional.of(WANTED));
    world.create.confirms(new Made(WANTED));

    assertThat(Stream.of(world.ask(CREATE), world.ask(CREATE)).map(CreateRepositoryTest::result))
        .containsExactly(new RepositoryReady(WANTED, true), new RepositoryReady(WANTED, false));
    assertThat(world.create.calls()).isEqualTo(1);
  }

  @Test
  void aRefusalIsAnsweredAtOnce() {
    world.find.confirms(NOTHING);
    world.create.refuses(Problem.PERMISSION_DENIED);
    Instant start = world.time.now();

    assertThat(failure(world.ask(CREATE)).error().code()).isEqualTo("git_permission_denied");
    assertThat(world.since(start)).isZero();
  }

  private static Repository repository(String fullName, Visibility visibility) {
    String name = fullName.substring(fullName.indexOf('/') + 1);
    URI url = URI.create("https://github.example/" + fullName);
    return new Repository(
        1, name, fullName, visibility, url, url, "git@github.example:" + fullName, "main");
  }

  private static Result result(Answer answer) {
    assertThat(answer).isInstanceOf(Answer.Succeeded.class);
    return ((Answer.Succeeded) answer).result();
  }

  private static Failure failure(Answer answer) {
    assertThat(answer).isInstanceOf(Answer.Failed.class);
    return ((Answer.Failed) answer).failure();
  }
}
