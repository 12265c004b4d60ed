package dev.executionworkers.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SettingsDocumentTest {
  private static final Path DOCUMENT = Path.of("../docs/settings.md");
  private static final String BEGIN = "| variable | default | meaning |\n|---|---|---|\n";

  @Test
  void theTableInTheDocumentationIsTheOneInTheCode() throws IOException {
    assertThat(Files.readString(DOCUMENT))
        .as("docs/settings.md; let the table be\n%s", BEGIN + table())
        .contains("\n\n" + BEGIN + table() + "\n");
  }

  private static String table() {
    return Arrays.stream(Variable.values())
        .map(variable ->
            "| %s | %s | %s |\n"
                .formatted(
                    names(variable),
                    variable.defaultValue().map(value -> "`" + value + "`").orElse("–"),
                    variable.meaning()))
        .collect(Collectors.joining());
  }

  private static String names(Variable variable) {
    return switch (variable.kind()) {
      case PLAIN -> "`" + variable.name() + "`";
      case SECRET -> "`" + variable.name() + "`, `…_FILE`";
    };
  }
}
