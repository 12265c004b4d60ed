package dev.executionworkers.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** What the kernel knows of processes. */
public final class Processes {
  private static final long TERMINATION_SECONDS = 40;

  /** Linux tells times in hundredths of a second, whatever its timer does. */
  private static final Duration TICK = Duration.ofMillis(10);

  private static final int UTIME = 11;
  private static final int STIME = 12;

  private Processes() {}

  /** The time on a processor that a process has had so far, all its threads together. */
  public static Duration cpu(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    // The name in parentheses may hold blanks.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return TICK.multipliedBy(Long.parseLong(fields[UTIME]) + Long.parseLong(fields[STIME]));
  }

  /** Its resident memory in bytes. */
  public static long residentBytes(long pid) throws IOException {
    return kibibytes(pid, "VmRSS:") * 1024;
  }

  /** The most resident memory that it ever had, in bytes. */
  public static long mostResidentBytes(long pid) throws IOException {
    return kibibytes(pid, "VmHWM:") * 1024;
  }

  /** How many kernel threads it has. */
  public static long threads(long pid) throws IOException {
    return number(pid, "Threads:");
  }

  private static long kibibytes(long pid, String name) throws IOException {
    return number(pid, name);
  }

  private static long number(long pid, String name) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(name.length()).strip().split(" ", 2)[0])
        .mapToLong(Long::parseLong)
        .findFirst()
        .orElseThrow();
  }

  /** Starts one that ends with this process at the latest, however that ends. */
  static Process start(ProcessBuilder builder) throws IOException {
    Process process = builder.start();
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().unstarted(() -> process.toHandle().destroy()));
    return process;
  }

  /** SIGTERM, and SIGKILL if that is not enough. */
  static void end(Process process) {
    process.toHandle().destroy();
    boolean interrupted = false;
    try {
      if (!process.waitFor(TERMINATION_SECONDS, TimeUnit.SECONDS)) {
        process.toHandle().destroyForcibly();
      }
    } catch (InterruptedException e) {
      interrupted = true;
      process.toHandle().destroyForcibly();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
