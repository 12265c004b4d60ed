package dev.executionworkers.adapter.out.journal.sqlite;

import static dev.executionworkers.adapter.out.journal.Asked.SUCCESS;
import static dev.executionworkers.adapter.out.journal.Asked.begin;
import static dev.executionworkers.adapter.out.journal.Asked.finish;
import static dev.executionworkers.adapter.out.journal.Asked.provision;

import dev.executionworkers.adapter.out.journal.seal.JournalKeys;
import dev.executionworkers.port.out.Journal.Claim.Begun;
import dev.executionworkers.port.out.Journal.Intent;
import dev.executionworkers.port.out.JournalUnavailableException;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A process of its own with a journal, to be killed or to be starved of disk. */
final class JournalProcess {
  /** Opens the journal and does nothing. */
  static final String HOLD = "hold";

  /** Begins and finishes as fast as it can, and prints each id once that is durable. */
  static final String WORK = "work";

  static final String READY = "ready";

  /** What its exit is when the journal has failed. */
  static final int FATAL = 70;

  private static final int CALLERS = 64;

  private JournalProcess() {}

  static Process start(Path folder, String mode) throws IOException {
    return start(List.of(), folder, mode);
  }

  /** Started through another command, such as one that sets limits. */
  static Process start(List<String> through, Path folder, String mode) throws IOException {
    List<String> command = new ArrayList<>(through);
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            JournalProcess.class.getName(),
            folder.toString(),
            mode));
    return new ProcessBuilder(command).redirectError(new File("/dev/null")).start();
  }

  static void awaitLine(Process process, String wanted) throws IOException {
    BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
    String line = lines.readLine();
    while (line != null && !line.equals(wanted)) {
      line = lines.readLine();
    }
    if (line == null) {
      throw new IOException("the process ended before it said '" + wanted + "'");
    }
  }

  public static void main(String[] arguments) throws InterruptedException {
    JournalKeys keys = SqliteJournals.keys("1");
    SqliteConfig config =
        new SqliteConfig(
            Path.of(arguments[0]),
            Duration.ofDays(7),
            Optional.of(keys),
            InstantSource.system(),
            Optional.empty(),
            _ -> Runtime.getRuntime().halt(FATAL));
    SqliteJournal journal = SqliteJournals.open(config);
    say(READY);
    if (arguments[1].equals(WORK)) {
      AtomicInteger next = new AtomicInteger();
      for (int caller = 0; caller < CALLERS; caller++) {
        Thread.ofVirtual().start(() -> work(journal, next));
      }
    }
    new CountDownLatch(1).await();
  }

  private static void work(SqliteJournal journal, AtomicInteger next) {
    try {
      while (true) {
        Intent intent = provision("e" + next.incrementAndGet());
        Begun begun = begin(journal, intent);
        say("begun " + begun.lease().execution());
        finish(journal, begun, intent, SUCCESS);
        say("finished " + begun.lease().execution());
      }
    } catch (JournalUnavailableException e) {
      say("unavailable");
    }
  }

  private static void say(String line) {
    synchronized (System.out) {
      System.out.println(line);
      System.out.flush();
    }
  }
}
