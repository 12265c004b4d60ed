package dev.executionworkers.adapter.out.telemetry.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LogSetupTest {
  private static final JsonMapper JSON = new JsonMapper();

  @Test
  void everythingAProcessSaysIsAJsonLineOnStandardOutput(@TempDir Path folder)
      throws IOException, InterruptedException {
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    int exit =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                NoisyProcess.class.getName())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start()
            .waitFor();

    assertThat(exit).isZero();
    assertThat(Files.readString(err)).isEmpty();
    String text = Files.readString(out, StandardCharsets.UTF_8);
    List<JsonNode> lines = text.lines().map(JSON::readTree).toList();
    assertThat(lines)
        .extracting(line -> line.get("message").asString())
        .containsExactly(
            "ours",
            "theirs",
            "by java.util.logging",
            "printed by a library: printed to out",
            "printed by a library: printed to err",
            "a thread ended by an exception that nobody caught",
            "last");
    assertThat(lines.getFirst().get("service").asString()).isEqualTo("execution-workers");
    assertThat(lines.getLast().get("service").asString()).isEqualTo("renamed");
    assertThat(text).doesNotContain("CANARY");
  }
}
