package dev.executionworkers.application.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.domain.command.CreateSecretBindings;
import dev.executionworkers.domain.command.EnvironmentId;
import dev.executionworkers.domain.command.ProvisionSecrets;
import dev.executionworkers.domain.command.VerifyGitOpsReconciliation;
import dev.executionworkers.domain.outcome.Result.Confirmed;
import dev.executionworkers.port.in.Answer;
import org.junit.jupiter.api.Test;

/** Each delegated operation asks its own system and nobody else's. */
class DelegatedOperationsTest {
  private static final EnvironmentId ENVIRONMENT = new EnvironmentId("e1");
  private static final Confirmed YES = new Confirmed();

  private final World world = World.withoutRegistry();

  @Test
  void provisioningAsksTheSecretsSystem() {
    world.provision.confirms(YES);

    assertThat(world.ask(new ProvisionSecrets(ENVIRONMENT))).isInstanceOf(Answer.Succeeded.class);
    assertThat(world.provision.calls()).isEqualTo(1);
  }

  @Test
  void bindingAsksTheBindingsSystemUnderOneKeyWhileTheCallerMayRetry() {
    world.bind.isUnavailable().confirms(YES);

    assertThat(world.ask(new CreateSecretBindings(ENVIRONMENT)))
        .isInstanceOf(Answer.Succeeded.class);
    assertThat(world.ask(new CreateSecretBindings(ENVIRONMENT)))
        .isInstanceOf(Answer.Succeeded.class);

    assertThat(world.bind.calls()).isEqualTo(3);
    assertThat(world.bind.attempts())
        .extracting(attempt -> attempt.idempotencyKey())
        .containsOnly(world.bind.attempts().getFirst().idempotencyKey());
  }

  @Test
  void verifyingAsksTheGitOpsSystem() {
    world.verify.confirms(YES);

    assertThat(world.ask(new VerifyGitOpsReconciliation(ENVIRONMENT)))
        .isInstanceOf(Answer.Succeeded.class);
    assertThat(world.verify.calls()).isEqualTo(1);
  }
}
