package dev.executionworkers.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.bootstrap.ParsedSettings.Invalid;
import dev.executionworkers.bootstrap.ParsedSettings.Valid;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An environment with its files, made for a test. */
final class Environments {
  private final Map<String, String> variables = new HashMap<>();
  private final Map<Path, byte[]> files = new HashMap<>();

  static Environments of(String... namesAndValues) {
    Environments made = new Environments();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      made.variables.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return made;
  }

  Environments with(String name, String value) {
    variables.put(name, value);
    return this;
  }

  Environments file(String path, String content) {
    files.put(Path.of(path), content.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  byte[] read(Path path) throws NoSuchFileException {
    byte[] content = files.get(path);
    if (content == null) {
      throw new NoSuchFileException(path.toString());
    }
    return content;
  }

  ParsedSettings parse() {
    return Settings.parse(variables, this::read);
  }

  Settings settings() {
    return switch (parse()) {
      case Valid(Settings settings, List<Remark> _) -> settings;
      case Invalid(List<Remark> faults, List<Remark> _) ->
          throw new AssertionError("refused: " + faults);
    };
  }

  List<String> faults() {
    return switch (parse()) {
      case Valid _ -> List.of();
      case Invalid(List<Remark> faults, List<Remark> _) ->
          faults.stream().map(Remark::toString).toList();
    };
  }

  List<String> warnings() {
    assertThat(faults()).isEmpty();
    return parse().warnings().stream().map(Remark::toString).toList();
  }
}
