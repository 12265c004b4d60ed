package dev.executionworkers.adapter.out.delegated;

import static dev.executionworkers.adapter.out.delegated.DelegatedContract.CONFIRMED;
import static dev.executionworkers.adapter.out.delegated.DelegatedContract.failure;
import static dev.executionworkers.adapter.out.delegated.DelegatedContract.first;
import static dev.executionworkers.adapter.out.delegated.DelegatedContract.update;
import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.adapter.out.exchange.Exchanges;
import dev.executionworkers.adapter.out.exchange.HttpExchange;
import dev.executionworkers.domain.command.EnvironmentId;
import dev.executionworkers.domain.command.VerifyGitOpsReconciliation;
import dev.executionworkers.domain.outcome.Failure;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The receiver that the guide prints compiles, and does what the guide says. */
class ReceiverInTheGuideTest {
  private static final Path GUIDE = Path.of("..", "docs", "delegated.md");

  @TempDir static Path directory;
  private static Process receiver;
  private static BufferedReader said;
  private static HttpExchange exchange;
  private static DelegatedEndpoints endpoints;

  @BeforeAll
  static void start() throws IOException {
    Path source = directory.resolve("Receiver.java");
    Files.writeString(source, printedReceiver());
    receiver =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                source.toString(),
                "0")
            .redirectErrorStream(true)
            .start();
    said = receiver.inputReader();
    connect(said.readLine());
  }

  @AfterAll
  static void stop() {
    receiver.destroyForcibly();
    exchange.close();
  }

  @Test
  void bindsOnceForAKeyAndRefusesTheKeyForAnotherBody() throws IOException {
    assertThat(endpoints.propagate(update("once", 1), first("once"))).isEqualTo(CONFIRMED);
    assertThat(endpoints.propagate(update("once", 1), first("once"))).isEqualTo(CONFIRMED);
    assertThat(failure(endpoints.propagate(update("other", 1), first("once"))))
        .isInstanceOf(Failure.Refused.class);
    assertThat(endpoints.propagate(update("next", 2), first("next"))).isEqualTo(CONFIRMED);

    assertThat(said.readLine()).isEqualTo("generation 1 for robot$team+ci");
    assertThat(said.readLine()).isEqualTo("generation 2 for robot$team+ci");
  }

  @Test
  void saysNotNowUntilTheEnvironmentIsReconciled() {
    assertThat(failure(endpoints.verifyGitOps(verification("env"), first("v"))))
        .isInstanceOf(Failure.PeerFailed.class)
        .extracting(Failure::retryAt)
        .isEqualTo(Optional.of(Exchanges.NOW.plusSeconds(5)));
    assertThat(endpoints.verifyGitOps(verification("env-ready"), first("v"))).isEqualTo(CONFIRMED);
  }

  private static void connect(String line) {
    assertThat(line).startsWith("listening on ");
    URI uri = URI.create("http://127.0.0.1:" + line.substring("listening on ".length()));
    exchange = Exchanges.to(Delegate.BINDINGS_UPDATE.peer(), uri);
    endpoints =
        new DelegatedEndpoints(
            Map.of(
                Delegate.BINDINGS_UPDATE,
                new Endpoint(uri.resolve("/secrets/bindings/update"), Optional.empty(), exchange),
                Delegate.GITOPS_VERIFY,
                new Endpoint(uri.resolve("/appenv/gitops-verify"), Optional.empty(), exchange)));
  }

  private static VerifyGitOpsReconciliation verification(String environment) {
    return new VerifyGitOpsReconciliation(new EnvironmentId(environment));
  }

  private static String printedReceiver() throws IOException {
    Matcher printed =
        Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(GUIDE));
    assertThat(printed.find()).isTrue();
    return printed.group(1);
  }
}
