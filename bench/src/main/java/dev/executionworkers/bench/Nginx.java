package dev.executionworkers.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * One nginx that is both the bare proxy and the systems that work is delegated to, on the loopback
 * interface.
 */
public final class Nginx implements AutoCloseable {
  private static final Duration LONGEST_START = Duration.ofSeconds(10);

  private final Process process;
  private final int downstream;
  private final int proxy;

  private Nginx(Process process, int downstream, int proxy) {
    this.process = process;
    this.downstream = downstream;
    this.proxy = proxy;
  }

  static Nginx start(Tools tools, Path folder) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    int downstream = Ports.free();
    int proxy = Ports.free();
    Path configuration = folder.resolve("nginx.conf");
    Files.writeString(
        configuration,
        Resources.text(
            "nginx.conf",
            Map.of(
                "folder", folder.toString(),
                "modules", tools.modules().toString(),
                "downstream", Integer.toString(downstream),
                "proxy", Integer.toString(proxy))));
    Process process =
        Processes.start(
            new ProcessBuilder(
                    tools.nginx().toString(),
                    "-p",
                    folder.toString(),
                    "-c",
                    configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("nginx.out").toFile()));
    Ports.awaitListener(proxy, process, LONGEST_START);
    return new Nginx(process, downstream, proxy);
  }

  /** Answers 202 at once. */
  public String instant() {
    return "http://127.0.0.1:" + downstream + "/instant";
  }

  /** Answers after 50 ms. */
  public String slow() {
    return "http://127.0.0.1:" + downstream + "/slow";
  }

  /** Never answers. */
  public String hanging() {
    return "http://127.0.0.1:" + downstream + "/hanging";
  }

  /** {@link #instant} behind a plain reverse proxy. */
  public String proxied() {
    return "http://127.0.0.1:" + proxy + "/instant";
  }

  /** {@link #slow} behind a plain reverse proxy. */
  public String proxiedSlow() {
    return "http://127.0.0.1:" + proxy + "/slow";
  }

  @Override
  public void close() {
    Processes.end(process);
  }
}
