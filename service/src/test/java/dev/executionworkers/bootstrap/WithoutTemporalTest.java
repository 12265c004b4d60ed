package dev.executionworkers.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process costs that has nothing to do with Temporal. */
class WithoutTemporalTest {
  private static final List<String> OF_TEMPORAL =
      List.of(
          "io.temporal.",
          "io.grpc.",
          "com.google.protobuf.",
          "dev.executionworkers.adapter.in.temporal.");

  @TempDir Path folder;

  @Test
  void withoutAServerNoClassOfTemporalsIsLoaded() throws IOException {
    assertThat(loaded(Map.of())).isNotEmpty().noneMatch(WithoutTemporalTest::isTemporals);
  }

  @Test
  void withOneSomeAre() throws IOException {
    assertThat(loaded(Map.of("TEMPORAL_HOST", "127.0.0.1:1")))
        .anyMatch(WithoutTemporalTest::isTemporals);
  }

  private List<String> loaded(Map<String, String> more) throws IOException {
    Map<String, String> settings =
        Stream.concat(
                Map.of(
                    "PORT",
                    "0",
                    "BIND_ADDRESS",
                    "127.0.0.1",
                    "DATA_DIR",
                    folder.resolve("data").toString())
                    .entrySet()
                    .stream(),
                more.entrySet().stream())
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    Path classes = folder.resolve("classes.txt");
    try (ChildService service =
        ChildService.start(settings, folder, "-Xlog:class+load:file=" + classes)) {
      assertThat(service.stop()).isEqualTo(143);
    }
    return Files.readAllLines(classes);
  }

  private static boolean isTemporals(String line) {
    return OF_TEMPORAL.stream().anyMatch(name -> line.contains(" " + name));
  }
}
