package dev.executionworkers.acceptance.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.acceptance.Apart;
import dev.executionworkers.acceptance.Distribution;
import dev.executionworkers.acceptance.Entrance;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The demo is the first thing that anybody sees of the service. */
@Apart
class DemoTest {
  private static final int LONGEST_LINE = 110;
  private static final int MOST_LINES = 80;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  @ParameterizedTest
  @EnumSource
  void tellsWhatHappenedOnOnePage(Entrance entrance) {
    boolean good = Demo.run(Distribution.fromSystemProperty(), entrance, out, false);

    String text = bytes.toString(StandardCharsets.UTF_8);
    assertThat(good).as(text).isTrue();
    List<String> lines = text.lines().toList();
    assertThat(lines).hasSizeLessThanOrEqualTo(MOST_LINES);
    assertThat(lines).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(LONGEST_LINE));
    assertThat(text)
        .contains("the answer is lost", "502", "403 slow down", "not reconciled yet")
        .contains("git_conflict", "unauthorized", "the bindings can log in")
        .doesNotContain("\u001b");
  }

  @Test
  void saysWhatAServiceSaidThatDoesNotStart(@TempDir Path home) throws IOException {
    Path launcher = Files.createDirectory(home.resolve("bin")).resolve("execution-workers");
    Files.writeString(launcher, "#!/bin/sh\necho '{\"message\":\"no port is free\"}'\nexit 1\n");
    Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwx------"));
    boolean good = Demo.run(new Distribution(home), Entrance.HTTP, out, false);

    assertThat(good).isFalse();
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .contains("Not as it should be", "no port is free");
  }
}
