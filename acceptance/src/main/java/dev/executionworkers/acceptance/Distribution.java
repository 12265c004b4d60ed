package dev.executionworkers.acceptance;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The packaged service.
 *
 * @param home the folder with {@code bin} and {@code lib}
 */
public record Distribution(Path home) {
  /** The system property that names the folder. */
  public static final String PROPERTY = "execution-workers.dist";

  /**
   * The one that {@value #PROPERTY} names.
   *
   * @throws IllegalStateException when it names none
   */
  public static Distribution fromSystemProperty() {
    String home = System.getProperty(PROPERTY, "");
    var distribution = new Distribution(Path.of(home).toAbsolutePath().normalize());
    if (home.isEmpty() || !Files.isExecutable(distribution.launcher())) {
      throw new IllegalStateException(
          "-D" + PROPERTY + " must name the packaged service; was '" + home + "'");
    }
    return distribution;
  }

  /** What starts it and becomes its JVM. */
  Path launcher() {
    return home.resolve("bin/execution-workers");
  }
}
