package dev.executionworkers.application.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.domain.command.SecretId;
import dev.executionworkers.domain.command.UpdateSecretBindings;
import dev.executionworkers.domain.outcome.Result.Confirmed;
import dev.executionworkers.domain.outcome.StepResult;
import dev.executionworkers.port.in.Answer;
import dev.executionworkers.port.out.BindingPropagator.BindingUpdate;
import dev.executionworkers.port.out.Registry.Proof;
import dev.executionworkers.port.out.Registry.Robot;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A rotation that is taken up again does nothing twice that is recorded. */
class ResumptionTest {
  private static final Confirmed YES = new Confirmed();
  private static final UpdateSecretBindings UPDATE = new UpdateSecretBindings(new SecretId("ci"));
  private static final Duration A_MOMENT = Duration.ofSeconds(3);

  private final World world = World.withSettableRegistry(Optional.empty());

  @BeforeEach
  void everythingWorks() {
    world.reachable.confirms(YES);
    world.look.confirms(new Robot(7, "robot$ci")).confirms(new Robot(8, "another"));
    world.setToken.confirms(YES);
    world.prove.confirms(Proof.PROVEN);
    world.propagate.confirms(YES);
    world.withHousekeeping();
  }

  @Test
  void goesOnBehindWhatIsRecorded() {
    world.propagate.fromNowOn().answers(ResumptionTest::died).confirms(YES);

    assertThat(world.ask(UPDATE)).isInstanceOf(Answer.Defect.class);
    world.pass(A_MOMENT);

    assertThat(world.events).hasSize(1);
    assertThat(world.events.getFirst().result()).isEqualTo("success");
    assertThat(world.reachable.calls()).as("looked at again").isEqualTo(2);
    assertThat(world.look.calls()).isEqualTo(1);
    assertThat(world.set).hasSize(1);
    assertThat(world.prove.calls()).isEqualTo(1);
    assertThat(world.handedOn)
        .extracting(BindingUpdate::token)
        .hasSize(2)
        .containsOnly(world.set.getFirst());
    assertThat(world.handedOn).extracting(BindingUpdate::username).containsOnly("robot$ci");
    assertThat(world.handedOn)
        .extracting(BindingUpdate::generation)
        .containsOnly(world.handedOn.getFirst().generation());
  }

  @Test
  void provesWhatWasSetAndNotYetProved() {
    world.prove.fromNowOn().answers(ResumptionTest::died).confirms(Proof.PROVEN);

    world.ask(UPDATE);
    world.pass(A_MOMENT);

    assertThat(world.set).hasSize(1);
    assertThat(world.prove.calls()).isEqualTo(2);
    assertThat(world.handedOn).hasSize(1);
  }

  @Test
  void setsTheSameTokenAgainWhenItDiedWhileSettingIt() {
    world.setToken.fromNowOn().answers(ResumptionTest::died).confirms(YES);

    world.ask(UPDATE);
    world.pass(A_MOMENT);

    assertThat(world.set).hasSize(2).containsOnly(world.set.getFirst());
    assertThat(world.handedOn.getFirst().token()).isEqualTo(world.set.getFirst());
  }

  /** It had begun to set it, so it may be set: there is no way back, whatever fails now. */
  @Test
  void staysPendingWhenItDiedWhileSettingIt() {
    world.setToken.fromNowOn().answers(ResumptionTest::died).cannotBeReached();

    world.ask(UPDATE);
    world.pass(Duration.ofMinutes(30));

    assertThat(world.events).isEmpty();
    assertThat(world.pipeline.rotationsPending()).isEqualTo(1);
  }

  @Test
  void staysPendingWhenItDiedAfterItHadSetIt() {
    world.propagate.fromNowOn().answers(ResumptionTest::died).cannotBeReached();

    world.ask(UPDATE);
    world.pass(Duration.ofMinutes(30));

    assertThat(world.events).isEmpty();
    assertThat(world.pipeline.rotationsPending()).isEqualTo(1);
  }

  @Test
  void anIssuedTokenIsNotIssuedAgain() {
    World facade = World.withIssuingRegistry().withHousekeeping();
    facade.reachable.confirms(YES);
    facade.issue.confirms(Secret.of("first")).confirms(Secret.of("second"));
    facade.propagate.answers(ResumptionTest::died).cannotBeReached();

    facade.ask(UPDATE);
    facade.pass(Duration.ofMinutes(30));
    assertThat(facade.events).isEmpty();
    assertThat(facade.pipeline.rotationsPending()).isEqualTo(1);
    facade.propagate.fromNowOn().confirms(YES);
    facade.pass(Duration.ofSeconds(20));

    assertThat(facade.issue.calls()).isEqualTo(1);
    assertThat(facade.handedOn).extracting(BindingUpdate::token).containsOnly(Secret.of("first"));
    assertThat(facade.events.getFirst().result()).isEqualTo("success");
  }

  private static <T> StepResult<T> died() {
    throw new IllegalStateException("died");
  }
}
