package dev.executionworkers.bootstrap;

import dev.executionworkers.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The service as a process of its own, to be killed. */
final class ChildService implements AutoCloseable {
  private final Process process;
  private final Path output;

  private ChildService(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /** Starts it and waits until it listens. */
  static ChildService start(Map<String, String> settings, Path folder, String... jvmOptions) {
    try {
      Path output = Files.createTempFile(folder, "output", ".log");
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(
          List.of(
              "-XX:+UseSerialGC",
              "-XX:TieredStopAtLevel=1",
              "--enable-native-access=ALL-UNNAMED",
              "--sun-misc-unsafe-memory-access=allow"));
      command.addAll(List.of(jvmOptions));
      command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
      builder.environment().keySet().removeIf(name -> !name.equals("PATH"));
      builder.environment().putAll(settings);
      ChildService child = new ChildService(builder.start(), output);
      Patience.until(() -> child.output().contains("\"listening\"") || !child.process.isAlive());
      if (!child.process.isAlive()) {
        throw new AssertionError("the service ended; it said:\n" + child.output());
      }
      return child;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** What it has written so far, on either stream. */
  String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** SIGKILL. */
  void kill() {
    end(process.toHandle().destroyForcibly());
  }

  /** SIGTERM, and its exit code. */
  int stop() {
    end(process.toHandle().destroy());
    return process.exitValue();
  }

  private void end(boolean asked) {
    if (asked) {
      Patience.until(() -> !process.isAlive());
    }
  }

  @Override
  public void close() {
    kill();
  }
}
