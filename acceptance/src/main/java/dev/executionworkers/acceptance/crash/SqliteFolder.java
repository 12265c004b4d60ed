package dev.executionworkers.acceptance.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A folder with an embedded SQLite, for one process after the other.
 *
 * @param folder of a test's own
 */
record SqliteFolder(Path folder) implements Store {

  static SqliteFolder create() {
    try {
      return new SqliteFolder(Files.createTempDirectory("execution-workers-data-"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Kind kind() {
    return Kind.SQLITE;
  }

  @Override
  public Map<String, String> settings() {
    return Map.of("DATA_DIR", folder.toString());
  }

  /** The lock on the folder is the lease, and went with the process. */
  @Override
  public void everybodyIsDead() {}

  @Override
  public void isDead(String firstSubject) {}

  @Override
  public boolean hasLeases() {
    return false;
  }

  @Override
  public void close() {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
