package dev.executionworkers.adapter.out.harbor;

import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.port.out.Registry;
import dev.executionworkers.port.out.RegistryContract;
import java.security.SecureRandom;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Against a real Harbor, if there is one. */
class RealHarborRegistryTest extends RegistryContract {
  private Optional<RealHarbor> connected = Optional.empty();

  @BeforeEach
  void connect() {
    connected = Optional.of(RealHarbor.connect());
  }

  @AfterEach
  void cleanUp() {
    connected.ifPresent(RealHarbor::close);
  }

  private RealHarbor harbor() {
    return connected.orElseThrow();
  }

  @Override
  protected Registry.Settable registry() {
    return new HarborRegistry(
        harbor().exchange(),
        harbor().uri(),
        harbor().admin(),
        new RobotNameTemplate(RobotNameTemplate.SECRET_ID),
        new SecureRandom());
  }

  @Override
  protected String freshName(String hint) {
    return harbor().freshName(hint);
  }

  @Override
  protected void makeRobot(String name) {
    harbor().makeRobot(name);
  }

  @Override
  protected void disableRobot(String name) {
    harbor().disableRobot(name);
  }

  @Override
  protected boolean logsIn(String username, Secret token) {
    return harbor().logsIn(username, token);
  }
}
