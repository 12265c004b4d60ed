package dev.executionworkers.adapter.out.harbor;

import static dev.executionworkers.port.out.StepResults.done;
import static dev.executionworkers.port.out.StepResults.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.adapter.out.exchange.Exchanges;
import dev.executionworkers.adapter.out.exchange.HttpExchange;
import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.domain.outcome.Failure.LostReply;
import dev.executionworkers.domain.outcome.Failure.PeerFailed;
import dev.executionworkers.domain.outcome.Failure.Throttled;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.domain.outcome.Problem;
import dev.executionworkers.domain.outcome.StepResult;
import dev.executionworkers.port.out.Registry;
import dev.executionworkers.port.out.Registry.Login;
import dev.executionworkers.port.out.Registry.Marked;
import dev.executionworkers.port.out.Registry.Proof;
import dev.executionworkers.port.out.Registry.Robot;
import dev.executionworkers.port.out.Registry.Successor;
import dev.executionworkers.port.out.ReplacingRegistryContract;
import dev.executionworkers.simulators.harbor.HarborSimulator;
import dev.executionworkers.simulators.harbor.RobotSetup;
import dev.executionworkers.simulators.wire.Fault;
import dev.executionworkers.simulators.wire.Reply;
import dev.executionworkers.simulators.wire.RequestMatcher;
import java.net.URI;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a simulated Harbor over real connections, as a robot that may manage robots. */
class ReplacingHarborRegistrySimulatorTest extends ReplacingRegistryContract {
  private static final String FIRST = "TheFirst1Secret";
  private static final RequestMatcher POST = RequestMatcher.method("POST");

  private final HarborSimulator harbor = HarborSimulator.start();
  private final HttpExchange exchange = Exchanges.to(Peer.HARBOR, harbor.uri());
  private final Registry.Replacing registry = registryAs("robot$maker");

  ReplacingHarborRegistrySimulatorTest() {
    harbor.robot(
        RobotSetup.system("maker")
            .secret(FIRST)
            .mayManageRobots()
            .mayInProject("*", "repository", "pull"));
  }

  @AfterEach
  void stop() {
    exchange.close();
    harbor.close();
  }

  @Override
  protected Registry.Replacing registry() {
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
  void leavesTheOldRobotAsItIs() {
    existing("ci");

    successor("ci", 1);

    assertThat(harbor.acceptsLogin("robot$ci", FIRST)).isTrue();
    assertThat(harbor.secretWritesTo("ci")).isEmpty();
  }

  @Test
  void replacesRobotsAsAUserToo() {
    existing("ci");
    Registry.Replacing registry = registryAs(HarborSimulator.ADMIN, HarborSimulator.ADMIN_PASSWORD);
    Successor wanted =
        new Successor("ci-1", EXECUTION, done(registry.look(secret("ci"), ATTEMPT)).definition());

    assertThat(registry.create(wanted, ATTEMPT)).isInstanceOf(StepResult.Done.class);

    assertThat(harbor.exists("ci-1")).isTrue();
  }

  @Test
  void replacesAProjectsRobotAsARobotOfTheProject() {
    harbor
        .robot(
            RobotSetup.inProject("priv", "ci")
                .secret(FIRST)
                .mayInProject("priv", "repository", "pull", "push"))
        .robot(
            RobotSetup.inProject("priv", "maker")
                .secret(FIRST)
                .mayInProject("priv", "repository", "pull", "push")
                .mayInProject("priv", "robot", "create", "read", "list", "delete")
                .mayInProject("priv", "project", "read"));
    Registry.Replacing registry = registryAs("robot$priv+maker");
    String definition = done(registry.look(secret("priv+ci"), ATTEMPT)).definition();

    var creation = registry.create(new Successor("priv+ci-1", EXECUTION, definition), ATTEMPT);

    assertThat(creation).isInstanceOf(StepResult.Done.class);
    assertThat(harbor.exists("robot$priv+ci-1")).isTrue();
    assertThat(done(registry.marked(secret("robot$priv+ci"), ATTEMPT)))
        .singleElement()
        .satisfies(it -> assertThat(it.robot().username()).isEqualTo("robot$priv+ci-1"));
    assertThat(done(marked("ci"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"maker", "robot$maker", "ma"})
  void neverReplacesTheAccountThatRotates(String name) {
    existing("ma");
    Registry.Replacing registry =
        name.equals("ma") ? registryAs("robot$ma-17") : registryAs("robot$maker");

    assertRefused(registry.look(secret(name), ATTEMPT), Problem.CONFLICT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"list", "read", "create"})
  void namesAllRightsWhenOneIsMissing(String missing) {
    existing("ci");
    RobotSetup poor =
        RobotSetup.system("poor").secret(FIRST).mayInProject("*", "repository", "pull");
    for (String right : List.of("create", "read", "list", "delete")) {
      poor = right.equals(missing) ? poor : poor.mayInSystem("robot", right);
    }
    harbor.robot(poor);
    Registry.Replacing registry = registryAs("robot$poor");

    StepResult<?> result =
        missing.equals("create")
            ? registry.create(
                new Successor("ci-1", EXECUTION, done(look("ci")).definition()), ATTEMPT)
            : registry.look(secret("ci"), ATTEMPT);

    assertRefused(result, Problem.PERMISSION_DENIED);
    assertThat(failure(result).error().detail()).contains("all four of create, read, list");
  }

  @Test
  void saysWhenTheRobotToBeReplacedMayDoMoreThanTheAccountThatRotates() {
    harbor.robot(RobotSetup.system("strong").secret(FIRST).mayInProject("*", "repository", "push"));

    StepResult<?> result = create("strong", 1);

    assertRefused(result, Problem.PERMISSION_DENIED);
    assertThat(failure(result).error().detail())
        .contains("let it do all that the robot to be replaced may do");
  }

  @Test
  void copiesADuration() {
    harbor.robot(
        RobotSetup.system("ci")
            .secret(FIRST)
            .durationDays(30)
            .mayInProject("*", "repository", "pull"));

    successor("ci", 1);

    assertThat(done(look("ci")).definition()).contains("\"duration\":30");
  }

  @Test
  void findsItsRobotsUnderEveryPrefix() {
    existing("ci");
    existing("my-ci");
    successor("ci", 4);
    successor("my-ci", 5);

    for (String prefix : List.of("bot@", "robot-", "")) {
      harbor.robotNamePrefix(prefix);
      Registry.Replacing registry =
          registryAs(HarborSimulator.ADMIN, HarborSimulator.ADMIN_PASSWORD);

      assertThat(done(registry.marked(secret("ci"), ATTEMPT)))
          .extracting(Marked::robot)
          .containsExactly(new Robot(harbor.idOf(prefix + "ci-4"), prefix + "ci-4"));
    }
  }

  @Test
  void pagesThroughALotOfRobotsOfLikeNames() {
    existing("ci");
    IntStream.range(0, 130).forEach(i -> makeRobot("ci-other" + i));
    successor("ci", 1);

    assertThat(done(marked("ci"))).hasSize(1);
    assertThat(done(look("ci")).robot().username()).isEqualTo("robot$ci-1");
  }

  @Test
  void takesNoRobotThatWasMadeInAnothersSteadForSomebodyElses() {
    existing("ci");
    successor("ci", 1);

    assertRefused(look("ci-1"), Problem.CONFLICT);
  }

  @Test
  void refusesANameWithoutRoomForANumber() {
    String name = "c".repeat(240);
    makeRobot(name);

    assertRefused(look(name), Problem.CONFLICT);
  }

  @Test
  void refusesAnExpiredRobot() {
    existing("ci");
    harbor.expire("ci");

    assertRefused(look("ci"), Problem.CONFLICT);
  }

  @Test
  void findsARobotWhoseCreationGotNoAnswer() {
    existing("ci");
    harbor.server().faults().next(POST, new Fault.EffectThenReset());

    assertThat(failure(create("ci", 1))).isInstanceOf(LostReply.class);

    assertThat(done(marked("ci"))).extracting(Marked::madeBy).containsExactly(EXECUTION);
  }

  @Test
  void takesAnAnswerWithoutATokenForALostOne() {
    existing("ci");
    for (String body :
        List.of(
            "{}",
            "{\"id\":7,\"name\":\"robot$ci-1\"}",
            "{\"id\":7,\"name\":\"robot$ci-1\",\"secret\":\"\"}",
            "{\"id\":7,\"name\":\"robot$other\",\"secret\":\"Sup3rSecretToken\"}")) {
      harbor.server().faults().next(POST, new Fault.Answer(Reply.rawJson(201, body)));

      assertThat(failure(create("ci", 1))).isInstanceOf(LostReply.class);
    }
  }

  @Test
  void drawsNoConclusionWhileTheDatabaseIsDown() {
    existing("ci");
    Login login = successor("ci", 1);
    Marked marked = done(marked("ci")).getFirst();
    harbor.databaseDown(true);

    for (StepResult<?> result : List.of(look("ci"), marked("ci"), prove(login), delete(marked))) {
      assertThat(failure(result)).isInstanceOf(PeerFailed.class);
    }

    harbor.databaseDown(false);
    assertThat(prove(login)).isEqualTo(StepResult.done(Proof.PROVEN));
  }

  @Test
  void waitsWhileHarborIsReadOnly() {
    existing("ci");
    successor("ci", 1);
    Marked marked = done(marked("ci")).getFirst();
    String definition = done(look("ci")).definition();
    harbor.readOnly(true);

    assertThat(failure(delete(marked))).isInstanceOf(Throttled.class);
    assertThat(failure(registry.create(new Successor("ci-2", OTHER, definition), ATTEMPT)))
        .isInstanceOf(Throttled.class);
  }

  private Registry.Replacing registryAs(String username) {
    return registryAs(username, FIRST);
  }

  private Registry.Replacing registryAs(String username, String password) {
    return new ReplacingHarborRegistry(
        exchange,
        URI.create(harbor.uri() + "/"),
        new BasicCredentials(username, () -> Secret.of(password)),
        new RobotNameTemplate(RobotNameTemplate.SECRET_ID));
  }
}
