package dev.executionworkers.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The programs of the system that the bench needs.
 *
 * @param modules the folder of nginx's modules, with that which makes a slow downstream
 */
public record Tools(Path nginx, Path wrk, Path modules) {
  private static final List<String> BESIDE_THE_PATH = List.of("/usr/sbin", "/usr/local/sbin");
  private static final String SLOW = "ngx_http_echo_module.so";

  /**
   * Finds them.
   *
   * @throws BenchException when one is missing, with what to install
   */
  public static Tools find() {
    Optional<Path> nginx = program("nginx");
    Optional<Path> wrk = program("wrk");
    Optional<Path> modules =
        Stream.of("/usr/lib/nginx/modules", "/usr/share/nginx/modules", "/usr/lib64/nginx/modules")
            .map(Path::of)
            .filter(folder -> Files.isReadable(folder.resolve(SLOW)))
            .findFirst();
    List<String> missing = new ArrayList<>();
    nginx.ifPresentOrElse(_ -> {}, () -> missing.add("nginx"));
    modules.ifPresentOrElse(_ -> {}, () -> missing.add("nginx's " + SLOW));
    wrk.ifPresentOrElse(_ -> {}, () -> missing.add("wrk"));
    if (!missing.isEmpty()) {
      throw BenchException.missing(
          String.join(" and ", missing)
              + " not found; on Debian or Ubuntu: apt-get install nginx-light"
              + " libnginx-mod-http-echo wrk");
    }
    return new Tools(nginx.orElseThrow(), wrk.orElseThrow(), modules.orElseThrow());
  }

  private static Optional<Path> program(String name) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.concat(Arrays.stream(path.split(":", -1)), BESIDE_THE_PATH.stream())
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
