package dev.executionworkers.acceptance;

import static dev.executionworkers.acceptance.Platform.SOON;
import static dev.executionworkers.acceptance.Platform.about;
import static dev.executionworkers.acceptance.Platform.environment;
import static dev.executionworkers.acceptance.Platform.name;
import static dev.executionworkers.acceptance.Platform.secret;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.executionworkers.acceptance.ForeignSystems.Credentials;
import dev.executionworkers.acceptance.crash.PostgresDatabase;
import dev.executionworkers.simulators.wire.Fault;
import dev.executionworkers.simulators.wire.Reply;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two packaged replicas over one PostgreSQL: it does not matter which of them is asked. */
@Apart
class TwoReplicasTest {
  private static final Credentials CREDENTIALS =
      new Credentials("ghp_replicas", "Replicas-Harbor-1", "replicas-bearer");

  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  private ForeignSystems systems;
  private Caller one;
  private Caller other;

  @BeforeEach
  void start() {
    assumeTrue(PostgresDatabase.trouble().isEmpty(), PostgresDatabase.trouble());
    systems = opened(ForeignSystems.start(CREDENTIALS));
    PostgresDatabase database = opened(PostgresDatabase.create());
    Map<String, String> settings = new HashMap<>(systems.settings());
    settings.putAll(database.settings());
    settings.put("REQUEST_DEADLINE", "2s");
    one = opened(Caller.of(opened(ServiceProcess.startPersistently(settings)).uri()));
    other = opened(Caller.of(opened(ServiceProcess.startPersistently(settings)).uri()));
  }

  @AfterEach
  void close() throws Exception {
    while (!opened.isEmpty()) {
      opened.pop().close();
    }
  }

  @Test
  void whatOneRunsIsDecidedOnAtTheOther() {
    String robot = name("robot");
    systems.harbor().robot(robot, "Before-It-Was-1");
    answersAbout(robot, 422);
    Answer refused =
        awaitCode(one, "/secrets/bindings/update", secret(robot), "secret_bindings_rejected");
    String entry = "/operations/" + id(refused);
    Caller operator = other.with("X-Requested-By", "jane");

    assertThat(operator.get(entry).json().has("running")).isFalse();
    assertThat(operator.post(entry + "/abandon", "").status()).isEqualTo(202);

    Patience.until(
        SOON,
        "it is given up where it runs",
        () -> operator.get(entry).json().path("state").asString("").equals("failed"));
    assertThat(operator.get(entry).body()).contains("\"abandoned\"", "\"by\":\"jane\"");
  }

  @Test
  void whoeverIsAskedTellsWhatHasFailed() {
    String environment = name("env");
    answersAbout(environment, 503);
    String path = "/appenv/secrets";
    String code = "appenv_secrets_unavailable";

    Answer there = awaitCode(one, path, environment(environment), code);
    Answer here = awaitCode(other, path, environment(environment), code);

    assertThat(id(here)).isEqualTo(id(there));
  }

  private void answersAbout(String name, int status) {
    Fault fault = new Fault.Answer(Reply.empty(status));
    systems.delegated().server().faults().always(about(name), fault);
  }

  private static Answer awaitCode(Caller caller, String path, String body, String code) {
    List<Answer> answers = new ArrayList<>();
    Patience.until(
        SOON,
        path + " is answered with " + code,
        () -> {
          answers.add(caller.post(path, body));
          return answers.getLast().code().equals(code);
        });
    return answers.getLast();
  }

  private static String id(Answer answer) {
    return answer.json().path("operationId").asString("");
  }

  private <T extends AutoCloseable> T opened(T resource) {
    opened.push(resource);
    return resource;
  }
}
