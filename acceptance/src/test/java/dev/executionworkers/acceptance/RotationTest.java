package dev.executionworkers.acceptance;

import static dev.executionworkers.acceptance.Platform.PAUSE_SCALE;
import static dev.executionworkers.acceptance.Platform.about;
import static dev.executionworkers.acceptance.Platform.asked;
import static dev.executionworkers.acceptance.Platform.name;
import static dev.executionworkers.acceptance.Platform.secret;
import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.simulators.delegated.Binding;
import dev.executionworkers.simulators.delegated.DelegatedEndpoint;
import dev.executionworkers.simulators.harbor.FacadeSimulator;
import dev.executionworkers.simulators.harbor.HarborSimulator;
import dev.executionworkers.simulators.harbor.RobotSetup;
import dev.executionworkers.simulators.wire.Fault;
import dev.executionworkers.simulators.wire.Reply;
import dev.executionworkers.simulators.wire.RequestMatcher;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A token is never lost, and never one thing at the registry and another at its bindings. */
@ExtendWith(SharedPlatform.class)
class RotationTest {
  private static final String UPDATE = "/secrets/bindings/update";

  @Test
  void handsOnOneAndTheSameSecretHoweverOftenItIsAskedAgain(Platform platform) {
    String id = robot(platform, "refused");
    RequestMatcher handedOn = about(id);
    platform.delegated().faults().always(handedOn, new Fault.Answer(Reply.empty(422)));
    Conversation refused = platform.engine().ask(UPDATE, secret(id), PAUSE_SCALE);
    platform.delegated().faults().end(handedOn);
    Conversation accepted = platform.engine().ask(UPDATE, secret(id), PAUSE_SCALE);

    assertThat(refused.attempts()).isEqualTo(5);
    assertThat(refused.answers()).extracting(Answer::code).containsOnly("secret_bindings_rejected");
    assertThat(accepted.last().status()).as(accepted.toString()).isEqualTo(202);
    assertThat(tokens(platform, id)).hasSizeGreaterThan(2).containsOnly(liveToken(platform, id));
    assertThat(platform.systems().harbor().secretChangesOf(id)).isEqualTo(1);
    assertBindingsHoldTheLiveToken(platform, id);
  }

  @Test
  void keepsTheSecretOverPassingTroubleToo(@ShortDeadline Platform platform) {
    String id = robot(platform, "troubled");
    RequestMatcher handedOn = about(id);
    platform.delegated().faults().always(handedOn, new Fault.Answer(Reply.empty(503)));
    Answer first = platform.outcome(UPDATE, secret(id));
    platform.delegated().faults().end(handedOn);
    Conversation next = platform.engine().ask(UPDATE, secret(id), PAUSE_SCALE);

    assertThat(first.status()).as(first.body()).isEqualTo(503);
    assertThat(first.code()).isEqualTo("secret_bindings_unavailable");
    assertThat(next.last().status()).as(next.toString()).isEqualTo(202);
    assertThat(next.last().field("operationId")).isEqualTo(first.field("operationId"));
    assertThat(tokens(platform, id)).containsOnly(liveToken(platform, id));
    assertBindingsHoldTheLiveToken(platform, id);
  }

  @Test
  void finishesAPendingRotationUnasked(@ShortDeadline Platform platform) {
    String id = robot(platform, "pending");
    RequestMatcher handedOn = about(id);
    platform.delegated().faults().always(handedOn, new Fault.Answer(Reply.empty(503)));
    assertThat(platform.engine().post(UPDATE, secret(id)).status()).isEqualTo(503);
    assertThat(platform.metrics().value("rotations_pending", Map.of())).isPositive();
    platform.delegated().faults().end(handedOn);

    Patience.until(
        Platform.SOON,
        "the bindings have the token",
        () -> platform.systems().delegated().lastBinding(id).isPresent());
    assertBindingsHoldTheLiveToken(platform, id);
    Patience.until(
        Platform.SOON,
        "nothing is pending",
        () -> platform.metrics().value("rotations_pending", Map.of()) == 0);
  }

  @Test
  void setsTheSameSecretAgainWhenHarborsAnswerIsLost(Platform platform) {
    String id = robot(platform, "lost");
    long robot = platform.systems().harbor().idOf(id);
    RequestMatcher set = RequestMatcher.request("PATCH", "/api/v2.0/robots/" + robot);
    platform.harbor().faults().next(set, new Fault.EffectThenReset());
    platform.harbor().faults().next(set, new Fault.ResetBefore());
    Conversation conversation = platform.engine().ask(UPDATE, secret(id), PAUSE_SCALE);

    assertThat(conversation.last().status()).as(conversation.toString()).isEqualTo(202);
    assertThat(platform.systems().harbor().secretChangesOf(id)).isEqualTo(1);
    assertThat(tokens(platform, id)).hasSize(1);
    assertBindingsHoldTheLiveToken(platform, id);
  }

  @Test
  void setsASecretAgainThatHarborSaidItTookAndDidNot(Platform platform) {
    String id = robot(platform, "overwritten");
    platform.systems().harbor().loseNextSecretChange();
    Conversation conversation = platform.engine().ask(UPDATE, secret(id), PAUSE_SCALE);

    assertThat(conversation.last().status()).as(conversation.toString()).isEqualTo(202);
    assertThat(platform.systems().harbor().secretWritesTo(id)).hasSize(2);
    assertBindingsHoldTheLiveToken(platform, id);
  }

  @Test
  void rotatesNothingWhileTheBindingsCannotBeReached() {
    try (Platform platform =
        Platform.start(Map.of("SECRET_BINDINGS_UPDATE_ENDPOINT", "http://127.0.0.1:1/"))) {
      String id = robot(platform, "unreachable");
      Answer answer = platform.engine().post(UPDATE, secret(id));

      assertThat(answer.code()).as(answer.body()).isEqualTo("secret_bindings_unavailable");
      assertThat(answer.status()).isEqualTo(503);
      assertThat(platform.systems().harbor().secretWritesTo(id)).isEmpty();
    }
  }

  @Test
  void replaysAFinishedRotationInsteadOfRotatingAgain(Platform platform) {
    String id = robot(platform, "replayed");
    Answer first = platform.engine().post(UPDATE, secret(id));
    Answer again = platform.engine().post(UPDATE, secret(id));

    assertThat(first.status()).as(first.body()).isEqualTo(202);
    assertThat(again.status()).as(again.body()).isEqualTo(202);
    assertThat(again.field("operationId")).isEqualTo(first.field("operationId"));
    assertThat(platform.systems().harbor().secretChangesOf(id)).isEqualTo(1);
  }

  @Test
  void rotatesOnceForTwentyCallersAtOnce(Platform platform) {
    String id = robot(platform, "crowded");
    List<Answer> answers = platform.engine().postAtOnce(20, UPDATE, secret(id));

    assertThat(answers).extracting(Answer::status).containsOnly(202);
    assertThat(platform.systems().harbor().secretChangesOf(id)).isEqualTo(1);
    assertThat(asked(platform.delegated(), id)).hasSize(1);
  }

  @Test
  void saysWhatToDoWhenARobotShallRefreshRobots() {
    String principal = "rotator";
    String password = "Canary-Harbor-93fe";
    try (Platform platform =
        Platform.start(Map.of("HARBOR_ROBOT_USERNAME", "robot$" + principal))) {
      HarborSimulator harbor = platform.systems().harbor();
      harbor.robot(RobotSetup.system(principal).secret(password).mayManageRobots());
      String id = robot(platform, "pulled");
      Answer answer = platform.engine().post(UPDATE, secret(id));

      assertThat(answer.status()).as(answer.body()).isEqualTo(502);
      assertThat(answer.code()).isEqualTo("registry_permission_denied");
      assertThat(answer.field("detail")).contains("robot").contains("replace");
      assertThat(harbor.secretChangesOf(id)).isZero();
      assertThat(platform.systems().delegated().bindings(id)).isEmpty();
    }
  }

  @Test
  void takesTokensFromAFacadeAndRotatesAgainWhenOneIsLost() {
    try (FacadeSimulator facade = FacadeSimulator.start("worker", "Canary-Harbor-93fe");
        Platform platform =
            Platform.start(
                Map.of(
                    "HARBOR_ROTATION", "endpoint",
                    "HARBOR_URL", facade.uri().toString(),
                    "HARBOR_ROBOT_USERNAME", "worker"))) {
      String id = name("facade");
      facade.server().faults().next(RequestMatcher.any(), new Fault.EffectThenReset());
      Conversation conversation = platform.engine().ask(UPDATE, secret(id), PAUSE_SCALE);

      assertThat(conversation.last().status()).as(conversation.toString()).isEqualTo(202);
      assertThat(facade.mintedCount()).isEqualTo(2);
      assertThat(platform.systems().delegated().lastBinding(id).map(Binding::token))
          .isEqualTo(facade.tokenInForce());
    }
  }

  private static String robot(Platform platform, String what) {
    String id = name(what);
    platform.systems().harbor().robot(id, "Before-It-Was-1");
    return id;
  }

  /** Every token that the bindings' endpoint was ever sent for it. */
  private static List<String> tokens(Platform platform, String id) {
    return asked(platform.delegated(), id).stream()
        .filter(request -> request.path().equals(DelegatedEndpoint.BINDINGS_UPDATE.path()))
        .map(request -> request.json().orElseThrow().path("token").asString())
        .toList();
  }

  private static String liveToken(Platform platform, String id) {
    return platform.systems().harbor().secretOf(id);
  }

  private static void assertBindingsHoldTheLiveToken(Platform platform, String id) {
    Binding binding = platform.systems().delegated().lastBinding(id).orElseThrow();
    assertThat(binding.token()).isEqualTo(liveToken(platform, id)).isNotEqualTo("Before-It-Was-1");
    assertThat(platform.systems().harbor().acceptsLogin(binding.username(), binding.token()))
        .isTrue();
  }
}
