package dev.executionworkers.bench;

import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** A program among the service's tests, run as a process of its own. */
public final class TestProgram {
  private final Path classes;
  private final String main;

  /**
   * Nothing runs yet.
   *
   * @param classes where the service's tests are compiled to
   * @param main the program's class
   */
  TestProgram(Path classes, String main) {
    this.classes = classes;
    this.main = main;
  }

  /** Runs it to its end; what it has printed, a property a line. */
  public Properties run(String argument) throws IOException, InterruptedException {
    if (!Files.isDirectory(classes)) {
      throw BenchException.missing("the service's tests are not compiled: use ./run bench");
    }
    Process process =
        Processes.start(
            new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:+UseSerialGC",
                    "-Dslf4j.internal.verbosity=ERROR",
                    "-cp",
                    classes + File.pathSeparator + System.getProperty("java.class.path"),
                    main,
                    argument)
                .redirectError(ProcessBuilder.Redirect.INHERIT));
    Properties printed = new Properties();
    try (Reader output = process.inputReader()) {
      printed.load(output);
    }
    int code = process.waitFor();
    if (code != 0) {
      throw BenchException.failed(main + " has ended with " + code);
    }
    return printed;
  }
}
