import dev.executionworkers.simulators.delegated.DelegatedEndpoint;
import dev.executionworkers.simulators.delegated.DelegatedSimulator;
import dev.executionworkers.simulators.github.GitHubSimulator;
import dev.executionworkers.simulators.harbor.HarborSimulator;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The run that the AOT cache is trained on: every operation, a rotation and its aftercare, some
 * failures, and as many delegated calls as make the compiler look, all against simulators in this
 * process. Run from its source by {@code train-aot}.
 *
 * <p>Arguments: the launcher, a folder to work in, and the JVM option that has the cache written.
 */
public final class Training {
  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final int CALLERS = 8;
  private static final int CALLS = 2_000;
  private static final Pattern PORT = Pattern.compile("\"message\":\"listening\".*\"port\":(\\d+)");
  private static final String DELEGATED = "{\"applicationEnvironmentId\":\"shop-dev\"}";

  private final HttpClient http = HttpClient.newHttpClient();
  private final Path log;
  private final Process service;
  private final DelegatedSimulator delegated;
  private int port;

  private Training(Path log, Process service, DelegatedSimulator delegated) {
    this.log = log;
    this.service = service;
    this.delegated = delegated;
  }

  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[1]);
    Path log = folder.resolve("output");
    try (GitHubSimulator github = GitHubSimulator.start();
        HarborSimulator harbor = HarborSimulator.start();
        DelegatedSimulator delegated = DelegatedSimulator.start()) {
      github
          .organisation("platform")
          .user("bot")
          .admin("platform", "bot")
          .token("ghp_training", "bot");
      harbor.robot("secret-1", "Before-Rotation-1");
      Process service =
          launch(args, folder, log, settings(github, harbor, delegated));
      try {
        new Training(log, service, delegated).run();
      } finally {
        // SIGTERM; now the JVM writes the cache.
        service.toHandle().destroy();
        if (!service.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
          service.toHandle().destroyForcibly();
        }
      }
    }
  }

  private static Map<String, String> settings(
      GitHubSimulator github, HarborSimulator harbor, DelegatedSimulator delegated) {
    Map<String, String> settings = new HashMap<>();
    settings.put("GITHUB_API_URL", github.apiUrl().toString());
    settings.put("GITHUB_TOKEN", "ghp_training");
    settings.put("HARBOR_URL", harbor.uri().toString());
    settings.put("HARBOR_ROBOT_USERNAME", HarborSimulator.ADMIN);
    settings.put("HARBOR_ROBOT_PASSWORD", HarborSimulator.ADMIN_PASSWORD);
    settings.put("APPENV_SECRETS_ENDPOINT", at(delegated, DelegatedEndpoint.SECRETS));
    settings.put(
        "APPENV_SECRET_BINDINGS_ENDPOINT", at(delegated, DelegatedEndpoint.SECRET_BINDINGS));
    settings.put("APPENV_GITOPS_VERIFY_ENDPOINT", at(delegated, DelegatedEndpoint.GITOPS_VERIFY));
    settings.put(
        "SECRET_BINDINGS_UPDATE_ENDPOINT", at(delegated, DelegatedEndpoint.BINDINGS_UPDATE));
    settings.put("ROTATION_REPLAY_WINDOW", "1s");
    settings.put("INTERNAL_AUTH_TOKEN", "training");
    return settings;
  }

  private static String at(DelegatedSimulator delegated, DelegatedEndpoint endpoint) {
    return delegated.uri(endpoint).toString();
  }

  /** Only settings of its own: those of whoever builds would make it call real systems. */
  private static Process launch(
      String[] args, Path folder, Path log, Map<String, String> settings) throws IOException {
    ProcessBuilder builder =
        // In the folder of this process, where the cache is to be written.
        new ProcessBuilder(args[0]).redirectErrorStream(true).redirectOutput(log.toFile());
    Map<String, String> environment = builder.environment();
    environment.keySet().retainAll(List.of("PATH"));
    environment.putAll(settings);
    environment.put("HOME", folder.toString());
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("JAVA_OPTS", args[2]);
    environment.put("BIND_ADDRESS", "127.0.0.1");
    environment.put("PORT", "0");
    environment.put("DATA_DIR", folder.resolve("data").toString());
    return builder.start();
  }

  private void run() throws IOException, InterruptedException {
    awaitPort();
    once();
    delegated.failNext(DelegatedEndpoint.SECRETS, 1, 503);
    expect(202, "/appenv/secrets", "{\"applicationEnvironmentId\":\"after-a-503\"}");
    delegated.refuse(DelegatedEndpoint.SECRET_BINDINGS, 422);
    expect(422, "/appenv/secret-bindings", "{\"applicationEnvironmentId\":\"refused\"}");
    delegated.accept(DelegatedEndpoint.SECRET_BINDINGS);
    expect(400, "/appenv/secrets", "{");
    expect(
        409,
        "/github/repos",
        "{\"owner\":\"platform\",\"name\":\"appenv-shop-dev\",\"private\":false}");
    manyTimes();
    // The rotation's last proof comes when its replay window is over.
    Thread.sleep(Duration.ofMillis(1500));
    for (String page : List.of("/healthz", "/livez", "/readyz", "/metrics", "/operations")) {
      get(page);
    }
  }

  private void once() throws IOException, InterruptedException {
    String repository = "{\"owner\":\"platform\",\"name\":\"appenv-shop-dev\"}";
    expect(201, "/github/repos", repository);
    expect(200, "/github/repos", repository);
    expect(202, "/appenv/branch-protection", DELEGATED);
    expect(202, "/appenv/branch-protection", DELEGATED);
    expect(202, "/appenv/secrets", DELEGATED);
    expect(202, "/appenv/secret-bindings", DELEGATED);
    expect(202, "/appenv/gitops-verify", DELEGATED);
    expect(202, "/secrets/bindings/update", "{\"secretId\":\"secret-1\"}");
  }

  /** What is called often enough has its profile in the cache, and is compiled sooner next time. */
  private void manyTimes() throws InterruptedException {
    AtomicInteger next = new AtomicInteger();
    List<Thread> callers = new ArrayList<>();
    for (int caller = 0; caller < CALLERS; caller++) {
      callers.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    int call = next.getAndIncrement();
                    while (call < CALLS) {
                      ask("/appenv/secrets", "{\"applicationEnvironmentId\":\"env-" + call + "\"}");
                      call = next.getAndIncrement();
                    }
                  }));
    }
    for (Thread caller : callers) {
      caller.join();
    }
  }

  private void awaitPort() throws IOException, InterruptedException {
    long end = System.nanoTime() + LONGEST.toNanos();
    while (port == 0) {
      Matcher line = PORT.matcher(Files.readString(log));
      if (line.find()) {
        port = Integer.parseInt(line.group(1));
      } else if (!service.isAlive() || System.nanoTime() > end) {
        throw new IllegalStateException("the service did not start");
      } else {
        Thread.sleep(20);
      }
    }
  }

  private void expect(int status, String path, String body) {
    int answer = ask(path, body);
    if (answer != status) {
      throw new IllegalStateException(path + " was answered " + answer + ", not " + status);
    }
  }

  private int ask(String path, String body) {
    return send(
        HttpRequest.newBuilder(uri(path))
            .header("X-Internal-Token", "training")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  private void get(String path) {
    send(HttpRequest.newBuilder(uri(path)).header("X-Internal-Token", "training"));
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  private int send(HttpRequest.Builder request) {
    try {
      return http.send(
              request.version(HttpClient.Version.HTTP_1_1).timeout(LONGEST).build(),
              BodyHandlers.discarding())
          .statusCode();
    } catch (IOException e) {
      throw new IllegalStateException("no answer", e);
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
  }
}
