package dev.executionworkers.adapter.out.harbor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.adapter.out.exchange.Exchanges;
import dev.executionworkers.adapter.out.exchange.HttpExchange;
import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.outcome.Failure.LostReply;
import dev.executionworkers.domain.outcome.Failure.NeverSent;
import dev.executionworkers.domain.outcome.Failure.PeerFailed;
import dev.executionworkers.domain.outcome.Failure.Throttled;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.domain.outcome.Problem;
import dev.executionworkers.domain.outcome.Result.Confirmed;
import dev.executionworkers.domain.outcome.StepResult;
import dev.executionworkers.port.out.Registry;
import dev.executionworkers.port.out.Registry.Proof;
import dev.executionworkers.port.out.Registry.Robot;
import dev.executionworkers.port.out.RegistryContract;
import dev.executionworkers.simulators.harbor.HarborSimulator;
import dev.executionworkers.simulators.harbor.RobotSetup;
import dev.executionworkers.simulators.wire.Fault;
import dev.executionworkers.simulators.wire.Received;
import dev.executionworkers.simulators.wire.Reply;
import dev.executionworkers.simulators.wire.RequestMatcher;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Against a simulated Harbor over real connections. */
class HarborRegistrySimulatorTest extends RegistryContract {
  private static final String FIRST = "TheFirst1Secret";
  private static final RequestMatcher PATCH = RequestMatcher.method("PATCH");

  private final HarborSimulator harbor = HarborSimulator.start();
  private final HttpExchange exchange = Exchanges.to(Peer.HARBOR, harbor.uri());
  private final Registry.Settable registry =
      registryAs(HarborSimulator.ADMIN, HarborSimulator.ADMIN_PASSWORD);

  @AfterEach
  void stop() {
    exchange.close();
    harbor.close();
  }

  @Override
  protected Registry.Settable registry() {
    return registry;
  }

  @Override
  protected String freshName(String hint) {
    return hint;
  }

  @Override
  protected void makeRobot(String name) {
    harbor.robot(name, FIRST);
  }

  @Override
  protected void disableRobot(String name) {
    harbor.disable(name, true);
  }

  @Override
  protected boolean logsIn(String username, Secret token) {
    return harbor.acceptsLogin(username, token.reveal());
  }

  @Test
  void refusesAnExpiredRobot() {
    String name = existing("ci");
    harbor.expire(name);

    assertRefused(look(name), Problem.CONFLICT);
  }

  @Test
  void rotatesAProjectsRobotAsTheProjectsAdministrator() {
    harbor
        .robot(RobotSetup.inProject("priv", "ci").secret(FIRST))
        .robot("ci", FIRST)
        .projectAdmin("paula", "Password1", "priv");
    Registry.Settable registry = registryAs("paula", "Password1");
    Secret token = registry.choose();

    Robot robot = valueOf(registry.look(secret("priv+ci"), ATTEMPT));

    assertThat(robot.username()).isEqualTo("robot$priv+ci");
    assertThat(registry.set(robot, token, ATTEMPT)).isEqualTo(StepResult.done(new Confirmed()));
    assertThat(registry.prove(robot, token, ATTEMPT)).isEqualTo(StepResult.done(Proof.PROVEN));
    assertThat(harbor.secretOf("robot$ci")).isEqualTo(FIRST);
    assertRefused(registry.look(secret("ci"), ATTEMPT), Problem.PERMISSION_DENIED);
    assertRefused(look("nope+ci"), Problem.NOT_FOUND);
  }

  @Test
  void isNotAllowedToSetATokenAsAMaintainer() {
    harbor
        .robot(RobotSetup.inProject("priv", "ci").secret(FIRST))
        .maintainer("max", "Password1", "priv");
    Registry.Settable registry = registryAs("max", "Password1");
    Robot robot = valueOf(registry.look(secret("priv+ci"), ATTEMPT));

    StepResult<Confirmed> result = registry.set(robot, registry.choose(), ATTEMPT);

    assertRefused(result, Problem.PERMISSION_DENIED);
    assertThat(failure(result).error().detail())
        .contains("an administrator of the project")
        .doesNotContain("use a user's credentials");
    assertThat(harbor.secretOf("robot$priv+ci")).isEqualTo(FIRST);
  }

  @Test
  void tellsARobotBeforeAnythingIsSetThatItRefreshesNoOther() {
    harbor
        .robot("ci", FIRST)
        .robot(RobotSetup.system("rotator").secret("Password1").mayManageRobots());
    Registry.Settable registry = registryAs("robot$rotator", "Password1");

    StepResult<Robot> result = registry.look(secret("ci"), ATTEMPT);

    assertRefused(result, Problem.PERMISSION_DENIED);
    assertThat(failure(result).error().detail()).contains("HARBOR_ROTATION=replace");
    assertRefused(registry.look(secret("rotator"), ATTEMPT), Problem.CONFLICT);
  }

  @Test
  void findsItsRobotsUnderEveryPrefix() {
    String name = existing("ci");
    makeRobot("my-ci");

    for (String prefix : List.of("bot@", "robot-", "R", "")) {
      harbor.robotNamePrefix(prefix);

      assertThat(robot(name)).isEqualTo(new Robot(harbor.idOf(prefix + name), prefix + name));
    }
  }

  @Test
  void disprovesATokenWhoseSettingWasConfirmedAndLost() {
    Robot robot = robot(existing("ci"));
    Secret token = registry.choose();
    harbor.loseNextSecretChange();

    assertThat(set(robot, token)).isEqualTo(StepResult.done(new Confirmed()));
    assertThat(prove(robot, token)).isEqualTo(StepResult.done(Proof.DISPROVED));

    set(robot, token);
    assertThat(prove(robot, token)).isEqualTo(StepResult.done(Proof.PROVEN));
  }

  @Test
  void setsTheSameTokenAgainAfterALostAnswer() {
    Robot robot = robot(existing("ci"));
    Secret token = registry.choose();
    harbor.server().faults().next(PATCH, new Fault.EffectThenReset());

    assertThat(failure(set(robot, token))).isInstanceOf(LostReply.class);

    assertThat(set(robot, token)).isEqualTo(StepResult.done(new Confirmed()));
    assertThat(harbor.secretChangesOf(robot.username())).isEqualTo(1);
  }

  @Test
  void drawsNoConclusionWhileTheDatabaseIsDown() {
    Robot robot = robot(existing("ci"));
    Secret token = registry.choose();
    set(robot, token);
    harbor.databaseDown(true);

    for (StepResult<?> result : List.of(look("ci"), set(robot, token), prove(robot, token))) {
      assertThat(failure(result)).isInstanceOf(PeerFailed.class);
      assertThat(failure(result).error().problem()).isEqualTo(Problem.UNAVAILABLE);
    }

    harbor.databaseDown(false);
    assertThat(prove(robot, token)).isEqualTo(StepResult.done(Proof.PROVEN));
  }

  @Test
  void waitsWhileHarborIsReadOnly() {
    Robot robot = robot(existing("ci"));
    harbor.readOnly(true);

    Failure failure = failure(set(robot, registry.choose()));

    assertThat(failure).isInstanceOf(Throttled.class);
    assertThat(failure.error().problem()).isEqualTo(Problem.UNAVAILABLE);
  }

  @Test
  void saysWhenItsOwnCredentialsAreRefused() {
    harbor.robot("ci", FIRST);

    assertRefused(
        registryAs("admin", "wrong").look(secret("ci"), ATTEMPT), Problem.CREDENTIALS_REJECTED);
  }

  @Test
  void disprovesATokenThatHarborTakesItsTimeToRefuse() {
    Robot robot = robot(existing("ci"));
    harbor.wrongSecretDelay(Duration.ofMillis(200));

    assertThat(prove(robot, registry.choose())).isEqualTo(StepResult.done(Proof.DISPROVED));
  }

  @Test
  void tellsWhyARobotThatWasSwitchedOffMeanwhileCannotLogIn() {
    Robot robot = robot(existing("ci"));
    Secret token = registry.choose();
    set(robot, token);
    harbor.disable("ci", true);

    assertRefused(prove(robot, token), Problem.CONFLICT);
  }

  @Test
  void sendsNoCookieBackAlthoughHarborGivesOneWithEveryAnswer() {
    Robot robot = robot(existing("ci"));

    assertThat(set(robot, registry.choose())).isEqualTo(StepResult.done(new Confirmed()));

    List<Received> received = harbor.server().received();
    assertThat(received).hasSize(3);
    assertThat(received).allMatch(request -> request.header("Cookie").isEmpty());
    assertThat(received).allMatch(request -> request.header("X-Request-Id").isPresent());
  }

  @Test
  void raisesTheAlarmWhenTheAnswerCarriesASecret() {
    Robot robot = robot(existing("ci"));
    harbor
        .server()
        .faults()
        .next(PATCH, new Fault.Answer(Reply.rawJson(200, "{\"secret\":\"Generated1ByHarbor\"}")));

    Failure failure = failure(set(robot, registry.choose()));

    assertThat(failure).isInstanceOf(LostReply.class);
    assertThat(failure.toString()).doesNotContain("Generated1ByHarbor");
  }

  @Test
  void hasSentNothingWhenHarborIsNotThere() {
    Robot robot = new Robot(1, "robot$ci");
    harbor.server().goDown();

    assertThat(failure(look("ci"))).isInstanceOf(NeverSent.class);
    assertThat(failure(set(robot, registry.choose()))).isInstanceOf(NeverSent.class);
    assertThat(failure(prove(robot, registry.choose()))).isInstanceOf(NeverSent.class);
  }

  private Registry.Settable registryAs(String username, String password) {
    return new HarborRegistry(
        exchange,
        URI.create(harbor.uri() + "/"),
        new BasicCredentials(username, () -> Secret.of(password)),
        new RobotNameTemplate(RobotNameTemplate.SECRET_ID),
        new SecureRandom());
  }
}
