package dev.executionworkers.acceptance;

import static dev.executionworkers.acceptance.Platform.PAUSE_SCALE;
import static dev.executionworkers.acceptance.Platform.about;
import static dev.executionworkers.acceptance.Platform.asked;
import static dev.executionworkers.acceptance.Platform.environment;
import static dev.executionworkers.acceptance.Platform.name;
import static dev.executionworkers.acceptance.Platform.repository;
import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.simulators.delegated.DelegatedEndpoint;
import dev.executionworkers.simulators.wire.Fault;
import dev.executionworkers.simulators.wire.Received;
import dev.executionworkers.simulators.wire.Reply;
import dev.executionworkers.simulators.wire.RequestMatcher;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The same thing asked for more than once: it happens once. */
@ExtendWith(SharedPlatform.class)
class DuplicatesTest {

  @Test
  void makesOneRepositoryForTwentyCallersAtOnce(Platform platform) {
    String name = name("crowded");
    platform
        .gitHub()
        .faults()
        .next(
            RequestMatcher.method("POST").and(about(name)),
            new Fault.Delay(Duration.ofMillis(200)));
    List<Answer> answers = platform.engine().postAtOnce(20, "/github/repos", repository(name));

    assertThat(answers).extracting(Answer::status).isSubsetOf(200, 201);
    assertThat(platform.systems().github().creations("platform", name)).isEqualTo(1);
    assertThat(answers).extracting(answer -> answer.json().path("id").asLong()).doesNotContain(0L);
  }

  @Test
  void makesOneRepositoryWhenTheAnswerIsLost(Platform platform) {
    String name = name("lost");
    platform
        .gitHub()
        .faults()
        .next(RequestMatcher.method("POST").and(about(name)), new Fault.EffectThenReset());
    Conversation conversation =
        platform.engine().ask("/github/repos", repository(name), PAUSE_SCALE);

    assertThat(conversation.last().status()).as(conversation.toString()).isIn(200, 201);
    assertThat(platform.systems().github().creations("platform", name)).isEqualTo(1);
    assertThat(asked(platform.gitHub(), name).stream().filter(r -> r.method().equals("POST")))
        .hasSize(1);
  }

  @Test
  void sendsOneKeyOverAllAttempts(Platform platform) {
    String id = name("env");
    platform.delegated().faults().next(1, about(id), new Fault.Answer(Reply.empty(502)));
    platform.delegated().faults().next(1, about(id), new Fault.EffectThenReset());
    Conversation conversation =
        platform.engine().ask("/appenv/secrets", environment(id), PAUSE_SCALE);

    assertThat(conversation.last().status()).as(conversation.toString()).isEqualTo(202);
    assertThat(keys(platform, id))
        .hasSizeGreaterThanOrEqualTo(3)
        .containsOnly(keys(platform, id).getFirst());
    assertThat(effects(platform, DelegatedEndpoint.SECRETS, id)).isEqualTo(1);
  }

  @Test
  void sendsTheSameKeyWhenItIsAskedAgainAfterItsSuccess(Platform platform) {
    String id = name("env");
    platform.engine().post("/appenv/secret-bindings", environment(id));
    platform.engine().post("/appenv/secret-bindings", environment(id));

    assertThat(keys(platform, id)).hasSize(2).containsOnly(keys(platform, id).getFirst());
    assertThat(effects(platform, DelegatedEndpoint.SECRET_BINDINGS, id)).isEqualTo(1);
  }

  @Test
  void verifiesAnewEachTimeItIsAsked(Platform platform) {
    String id = name("env");
    Caller engine = platform.engine().with("Idempotency-Key", UUID.randomUUID().toString());
    assertThat(engine.post("/appenv/gitops-verify", environment(id)).status()).isEqualTo(202);
    assertThat(engine.post("/appenv/gitops-verify", environment(id)).status()).isEqualTo(202);

    assertThat(keys(platform, id)).hasSize(2).doesNotHaveDuplicates();
  }

  @Test
  void joinsTheWorkThatOutlivedItsRequest(@ShortDeadline Platform platform) {
    String id = name("slow");
    platform
        .delegated()
        .faults()
        .next(about(id), new Fault.Delay(Platform.SHORT_DEADLINE.multipliedBy(5).dividedBy(2)));
    Answer first = platform.engine().post("/appenv/secrets", environment(id));
    assertThat(first.code()).as(first.body()).isEqualTo("operation_in_progress");
    Conversation next = platform.engine().ask("/appenv/secrets", environment(id), PAUSE_SCALE);

    assertThat(next.last().status()).as(next.toString()).isEqualTo(202);
    assertThat(next.last().field("operationId")).isEqualTo(first.field("operationId"));
    assertThat(asked(platform.delegated(), id)).hasSize(1);
  }

  @Test
  void goesOnWithoutAnybodyWaiting(@ShortDeadline Platform platform) {
    String id = name("unattended");
    RequestMatcher provisioning = about(id);
    platform.delegated().faults().always(provisioning, new Fault.Answer(Reply.empty(503)));
    Answer answer = platform.outcome("/appenv/secrets", environment(id));
    assertThat(answer.code()).isEqualTo("appenv_secrets_unavailable");
    platform.delegated().faults().end(provisioning);

    Patience.until(
        Platform.SOON,
        "the work is done unasked",
        () -> effects(platform, DelegatedEndpoint.SECRETS, id) == 1);
  }

  @Test
  void replaysWhatAnIdempotencyKeyGotAndRefusesTheKeyForAnythingElse(Platform platform) {
    String name = name("keyed");
    Caller engine = platform.engine().with("Idempotency-Key", UUID.randomUUID().toString());
    Answer first = engine.post("/github/repos", repository(name));
    Answer again = engine.post("/github/repos", repository(name));
    Answer other = engine.post("/github/repos", repository(name("other")));

    assertThat(first.status()).as(first.body()).isEqualTo(201);
    assertThat(again.status()).as(again.body()).isEqualTo(201);
    assertThat(again.json()).isEqualTo(first.json());
    assertThat(asked(platform.gitHub(), name)).hasSize(2);
    assertThat(other.status()).isEqualTo(422);
    assertThat(other.code()).isEqualTo("idempotency_key_reused");
    assertThat(other.json().path("retryable").asBoolean(true)).isFalse();
  }

  @Test
  void scopesAnIdempotencyKeyByOperation(Platform platform) {
    String id = name("env");
    Caller engine = platform.engine().with("Idempotency-Key", UUID.randomUUID().toString());
    assertThat(engine.post("/appenv/secrets", environment(id)).status()).isEqualTo(202);
    assertThat(engine.post("/appenv/secret-bindings", environment(id)).status()).isEqualTo(202);

    assertThat(asked(platform.delegated(), id)).hasSize(2);
  }

  @Test
  void replaysAFinalRefusalUnderAKeyAndNoPassingFailure(Platform platform) {
    String id = name("refused");
    Caller engine = platform.engine().with("Idempotency-Key", UUID.randomUUID().toString());
    platform.delegated().faults().next(about(id), new Fault.Answer(Reply.empty(401)));
    platform.delegated().faults().next(about(id), new Fault.Answer(Reply.empty(422)));

    Answer passing = engine.post("/appenv/secrets", environment(id));
    Answer refused = engine.post("/appenv/secrets", environment(id));
    Answer replayed = engine.post("/appenv/secrets", environment(id));
    assertThat(passing.code()).isEqualTo("appenv_secrets_credentials_rejected");
    assertThat(refused.code()).isEqualTo("appenv_secrets_rejected");
    assertThat(replayed.code()).isEqualTo("appenv_secrets_rejected");
    assertThat(replayed.field("operationId")).isEqualTo(refused.field("operationId"));
    assertThat(asked(platform.delegated(), id)).hasSize(2);
  }

  private static List<String> keys(Platform platform, String id) {
    return asked(platform.delegated(), id).stream()
        .map(Received::headers)
        .map(headers -> headers.first("Idempotency-Key").orElse(""))
        .toList();
  }

  private static long effects(Platform platform, DelegatedEndpoint endpoint, String id) {
    return platform.systems().delegated().effects(endpoint).stream()
        .filter(effect -> effect.body().path("applicationEnvironmentId").asString("").equals(id))
        .count();
  }
}
