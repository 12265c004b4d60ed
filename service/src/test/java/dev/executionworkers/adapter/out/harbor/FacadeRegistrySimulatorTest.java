package dev.executionworkers.adapter.out.harbor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.adapter.out.exchange.Exchanges;
import dev.executionworkers.adapter.out.exchange.HttpExchange;
import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.domain.outcome.Failure.LostReply;
import dev.executionworkers.domain.outcome.Failure.Refused;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.domain.outcome.Problem;
import dev.executionworkers.domain.outcome.StepResult;
import dev.executionworkers.port.out.IssuingRegistryContract;
import dev.executionworkers.port.out.Registry;
import dev.executionworkers.simulators.harbor.FacadeSimulator;
import dev.executionworkers.simulators.wire.Fault;
import dev.executionworkers.simulators.wire.RequestMatcher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Against a simulated façade over real connections. */
class FacadeRegistrySimulatorTest extends IssuingRegistryContract {
  private final FacadeSimulator facade = FacadeSimulator.start("rotator", "Password1");
  private final HttpExchange exchange = Exchanges.to(Peer.HARBOR, facade.uri());

  @AfterEach
  void stop() {
    exchange.close();
    facade.close();
  }

  @Override
  protected Registry.Issuing registry() {
    return registryWith("Password1");
  }

  @Override
  protected Secret tokenInForce() {
    return Secret.of(facade.tokenInForce().orElseThrow());
  }

  @Test
  void repairsALostAnswerByAnotherTokenUnderTheSameKey() {
    facade.server().faults().next(RequestMatcher.any(), new Fault.EffectThenClose());

    assertThat(registry().issue(SECRET, ATTEMPT))
        .isInstanceOfSatisfying(
            StepResult.Failed.class,
            failed -> assertThat(failed.failure()).isInstanceOf(LostReply.class));

    assertThat(issue()).isEqualTo(tokenInForce());
    assertThat(facade.mintedCount()).isEqualTo(2);
    assertThat(facade.server().received())
        .allMatch(request -> request.header("Idempotency-Key").orElseThrow().equals("contract"));
  }

  @Test
  void saysWhenItsCredentialsAreRefused() {
    assertThat(registryWith("wrong").issue(SECRET, ATTEMPT))
        .isInstanceOfSatisfying(
            StepResult.Failed.class,
            failed -> {
              assertThat(failed.failure()).isInstanceOf(Refused.class);
              assertThat(failed.failure().error().problem())
                  .isEqualTo(Problem.CREDENTIALS_REJECTED);
            });
    assertThat(facade.mintedCount()).isZero();
  }

  private Registry.Issuing registryWith(String password) {
    return new FacadeRegistry(
        exchange,
        facade.uri(),
        new BasicCredentials("rotator", () -> Secret.of(password)),
        new RobotNameTemplate(RobotNameTemplate.SECRET_ID));
  }
}
