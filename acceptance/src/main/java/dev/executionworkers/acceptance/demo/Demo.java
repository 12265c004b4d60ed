package dev.executionworkers.acceptance.demo;

import dev.executionworkers.acceptance.Distribution;
import dev.executionworkers.acceptance.Entrance;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * {@code ./run demo}, or {@code ./run demo --temporal} by Temporal's entrance: has one application
 * environment made and one registry token rotated by the packaged service, with something going
 * wrong outside at almost every step, and prints what happened. Ends with 0 when all of it is as it
 * should be, else with 1 and what is not.
 */
public final class Demo {
  private static final int LAST_LINES = 20;

  private static final String BY_TEMPORAL = "--temporal";

  /** {@code EX_USAGE} of sysexits.h. */
  private static final int USAGE = 64;

  private final Distribution distribution;
  private final Entrance entrance;
  private final Narrator narrator;
  private final Checks checks = new Checks();

  private Demo(Distribution distribution, Entrance entrance, Narrator narrator) {
    this.distribution = distribution;
    this.entrance = entrance;
    this.narrator = narrator;
  }

  /** Runs, and ends the process. */
  public static void main(String[] args) {
    boolean terminal =
        Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    boolean styled = terminal && System.getenv("NO_COLOR") == null;
    var out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    if (args.length > 1 || (args.length == 1 && !args[0].equals(BY_TEMPORAL))) {
      out.println("usage: run demo [" + BY_TEMPORAL + "]");
      System.exit(USAGE);
    }
    Entrance entrance = args.length == 1 ? Entrance.TEMPORAL : Entrance.HTTP;
    System.exit(run(Distribution.fromSystemProperty(), entrance, out, styled) ? 0 : 1);
  }

  /**
   * Runs.
   *
   * @param styled whether the text may be styled, as on a terminal
   * @return whether all was as it should be
   */
  public static boolean run(
      Distribution distribution, Entrance entrance, PrintStream out, boolean styled) {
    return new Demo(distribution, entrance, new Narrator(out, styled)).run();
  }

  private boolean run() {
    long startNanos = System.nanoTime();
    try (Stage stage = Stage.set(distribution, entrance)) {
      Path log = logFile();
      try {
        perform(stage, log);
      } finally {
        Files.writeString(log, stage.service().output().text() + "\n");
      }
      if (!checks.failures().isEmpty()) {
        lastWords(stage.service().lastLines(LAST_LINES));
      }
    } catch (IOException | RuntimeException failed) {
      checks.that(false, String.valueOf(failed.getMessage()));
    }
    return conclude(Duration.ofNanos(System.nanoTime() - startNanos));
  }

  private void perform(Stage stage, Path log) {
    try {
      introduce(stage);
      var traffic = new Traffic(stage.systems());
      var story = new Story(stage, narrator, checks, traffic);
      story.tell();
      new Balance(stage, narrator, checks).draw(traffic, story.answers(), log);
    } catch (RuntimeException failed) {
      checks.that(false, "the demo came to its end; it failed by " + failed);
    }
  }

  private void introduce(Stage stage) {
    narrator.text("execution-workers makes one environment and rotates one token, while much of");
    narrator.text("what it calls goes wrong (marked with !). All it calls is simulated here.");
    narrator.text("");
    narrator.line(
        "service",
        "%s, ready %s after its start"
            .formatted(stage.service().uri(), Narrator.seconds(stage.service().startTime())));
    narrator.line("outside", "github    " + stage.systems().github().apiUrl());
    narrator.line("", "harbor    " + stage.systems().harbor().uri());
    narrator.line("", "delegate  " + stage.systems().delegated().uri());
  }

  private boolean conclude(Duration took) {
    narrator.text("");
    if (checks.failures().isEmpty()) {
      narrator.text("All of it is as it should be (" + Narrator.seconds(took) + ").");
      return true;
    }
    narrator.text("Not as it should be:");
    checks.failures().forEach(failure -> narrator.text("   - " + failure));
    return false;
  }

  private void lastWords(List<String> lines) {
    narrator.title("The last lines of the service's log");
    lines.forEach(narrator::text);
  }

  private Path logFile() {
    try {
      Path folder = distribution.home().resolveSibling("demo");
      Path log = Files.createDirectories(folder).resolve("service.log");
      Path here = Path.of("").toAbsolutePath();
      return log.startsWith(here) ? here.relativize(log) : log;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
