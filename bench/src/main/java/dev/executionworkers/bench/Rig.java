package dev.executionworkers.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Everything that a figure is measured with. */
public final class Rig implements AutoCloseable {
  /** What most figures run with; the launcher sets no heap. */
  public static final String HEAP = "-Xmx256m";

  private static final Duration WARM_UP_STEP = Duration.ofSeconds(3);
  private static final int CONNECTIONS = 64;

  private final Path launcher;
  private final Effort effort;
  private final Path disk;
  private final Path memory;
  private final Nginx nginx;
  private final Wrk wrk;
  private final AtomicInteger folders = new AtomicInteger();

  private Rig(Path launcher, Effort effort, List<Path> folders, Nginx nginx, Wrk wrk) {
    this.launcher = launcher;
    this.effort = effort;
    this.disk = folders.getFirst();
    this.memory = folders.getLast();
    this.nginx = nginx;
    this.wrk = wrk;
  }

  /**
   * Sets it up.
   *
   * @param disk a folder on the disk that is to be measured
   */
  public static Rig setUp(Path launcher, Path disk, Effort effort)
      throws IOException, InterruptedException {
    Tools tools = Tools.find();
    Path shared = Path.of("/dev/shm");
    Path memory =
        Files.isWritable(shared)
            ? Files.createTempDirectory(shared, "execution-workers-bench-")
            : Files.createTempDirectory("execution-workers-bench-");
    Files.createDirectories(disk);
    Path own = Files.createTempDirectory(disk, "bench-");
    Nginx nginx = Nginx.start(tools, memory.resolve("nginx"));
    return new Rig(launcher, effort, List.of(own, memory), nginx, new Wrk(tools, memory));
  }

  /** How long to measure. */
  public Effort effort() {
    return effort;
  }

  /** The bare proxy and the downstream. */
  public Nginx nginx() {
    return nginx;
  }

  /** The load generator. */
  public Wrk wrk() {
    return wrk;
  }

  /** A new folder on the disk. */
  public Path onDisk() throws IOException {
    return Files.createDirectories(disk.resolve("d" + folders.incrementAndGet()));
  }

  /** A new folder in memory. */
  public Path inMemory() throws IOException {
    return Files.createDirectories(memory.resolve("m" + folders.incrementAndGet()));
  }

  /**
   * The service with its journal in a folder and everything delegated to the instant downstream.
   */
  public Worker worker(Path data, String javaOptions, Map<String, String> settings)
      throws IOException, InterruptedException {
    Map<String, String> all = new HashMap<>();
    all.put("DATA_DIR", data.toString());
    all.put("APPENV_SECRETS_ENDPOINT", nginx.instant());
    all.put("APPENV_SECRET_BINDINGS_ENDPOINT", nginx.instant());
    all.put("APPENV_GITOPS_VERIFY_ENDPOINT", nginx.instant());
    all.putAll(settings);
    return Worker.start(launcher, inMemory(), javaOptions, all);
  }

  /** A program among the service's tests. */
  public TestProgram testProgram(String main) {
    return new TestProgram(launcher.resolveSibling("../../test-classes").normalize(), main);
  }

  /** Loads it until the compiler has seen enough: it counts calls, not seconds. */
  public void warmUp(String url) {
    long end = System.nanoTime() + effort.longestWarmUp().toNanos();
    long requests = 0;
    while (requests < effort.warmUpRequests() && System.nanoTime() < end) {
      requests += wrk.run(url, CONNECTIONS, WARM_UP_STEP).requests();
    }
  }

  @Override
  public void close() {
    nginx.close();
    delete(memory);
    delete(disk);
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      System.err.println("bench: cannot remove " + folder);
    }
  }
}
