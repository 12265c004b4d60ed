package dev.executionworkers.port.out;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.domain.command.SecretId;
import dev.executionworkers.domain.outcome.StepResult;
import org.junit.jupiter.api.Test;

/** What every registry that chooses tokens itself does. */
public abstract class IssuingRegistryContract {
  protected static final SecretId SECRET = new SecretId("robot$ci");
  protected static final Attempt ATTEMPT = new Attempt("contract", 1, false);

  /** The registry under test; robots have the secret's id for a name. */
  protected abstract Registry.Issuing registry();

  /** The token that is good now, found out by other means. */
  protected abstract Secret tokenInForce();

  @Test
  void namesTheRobot() {
    assertThat(registry().robotName(SECRET)).isEqualTo("robot$ci");
  }

  @Test
  void handsOutTheTokenInForce() {
    assertThat(issue()).isEqualTo(tokenInForce());
  }

  @Test
  void letsTheLastTokenHold() {
    Secret former = issue();

    Secret latter = issue();

    assertThat(latter).isNotEqualTo(former).isEqualTo(tokenInForce());
  }

  protected final Secret issue() {
    StepResult<Secret> result = registry().issue(SECRET, ATTEMPT);
    assertThat(result).isInstanceOf(StepResult.Done.class);
    return ((StepResult.Done<Secret>) result).value();
  }
}
