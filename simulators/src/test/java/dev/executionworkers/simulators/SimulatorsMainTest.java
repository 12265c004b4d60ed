package dev.executionworkers.simulators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.executionworkers.simulators.wire.Json;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

@Timeout(60)
class SimulatorsMainTest {

  @Test
  void servesAllUntilItsInputEnds() throws Exception {
    var input = new PipedOutputStream();
    var output = new PipedInputStream();
    try (var executor = Executors.newVirtualThreadPerTaskExecutor();
        var client = HttpClient.newHttpClient();
        var in = new PipedInputStream(input);
        var out = new PrintStream(new PipedOutputStream(output), true, StandardCharsets.UTF_8)) {
      Callable<Boolean> main =
          () -> {
            SimulatorsMain.run(new String[0], in, out);
            return true;
          };
      var ended = executor.submit(main);
      var reader = new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8));
      JsonNode line = Json.read(reader.readLine().getBytes(StandardCharsets.UTF_8)).orElseThrow();
      JsonNode settings = line.get("settings");

      assertThat(status(client, settings, "GITHUB_API_URL", "/orgs/platform")).isEqualTo(200);
      assertThat(status(client, settings, "HARBOR_URL", "/_sim/state")).isEqualTo(200);
      assertThat(status(client, settings, "APPENV_SECRETS_ENDPOINT", "")).isEqualTo(405);
      assertThat(line.get("robots")).isNotEmpty();
      input.close();
      assertThat(ended.get()).isTrue();
    }
  }

  @Test
  void refusesArgumentsThatAreNoPorts() {
    assertThatThrownBy(() ->
            SimulatorsMain.run(
                new String[] {"gitlab=1"}, InputStream.nullInputStream(), System.out))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("gitlab=1");
  }

  private static int status(HttpClient client, JsonNode settings, String name, String path)
      throws Exception {
    URI uri = URI.create(settings.get(name).asString() + path);
    HttpRequest request = HttpRequest.newBuilder(uri).build();
    return client.send(request, BodyHandlers.discarding()).statusCode();
  }
}
