package dev.executionworkers.simulators.harbor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.executionworkers.simulators.wire.Fault;
import dev.executionworkers.simulators.wire.RequestMatcher;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FacadeSimulatorTest {

  private final FacadeSimulator facade = FacadeSimulator.start("robot$maker", "Secret1234");
  private final HarborClient caller =
      new HarborClient(
              HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build(),
              facade.uri(),
              Optional.empty())
          .as("robot$maker", "Secret1234");

  @AfterEach
  void stop() {
    facade.close();
  }

  @Test
  void mintsAnotherTokenAtEachCall() {
    String first = post(caller).json().path("token").asString();
    String second = post(caller).json().path("token").asString();

    assertThat(first).isNotEmpty().isNotEqualTo(second);
    assertThat(facade.minted()).containsExactly(first, second);
    assertThat(facade.tokenInForce()).contains(second);
  }

  @Test
  void mintsNothingForOthers() {
    assertThat(post(caller.as("robot$maker", "wrong")).status()).isEqualTo(401);
    assertThat(caller.get("").status()).isEqualTo(405);
    assertThat(facade.mintedCount()).isZero();
  }

  @Test
  void countsATokenWhoseAnswerIsLost() {
    facade.server().faults().next(RequestMatcher.any(), new Fault.EffectThenReset());

    assertThatThrownBy(() -> post(caller)).isInstanceOf(UncheckedIOException.class);
    assertThat(facade.mintedCount()).isEqualTo(1);
  }

  private static HarborClient.Answer post(HarborClient client) {
    return client.send("POST", "", BodyPublishers.noBody(), Map.of());
  }
}
