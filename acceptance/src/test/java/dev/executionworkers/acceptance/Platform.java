package dev.executionworkers.acceptance;

import dev.executionworkers.acceptance.ForeignSystems.Credentials;
import dev.executionworkers.simulators.wire.Exchange;
import dev.executionworkers.simulators.wire.Received;
import dev.executionworkers.simulators.wire.RequestMatcher;
import dev.executionworkers.simulators.wire.SimulatedServer;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One service between callers and foreign systems of its own. A test takes names that nobody else
 * has and plans faults for them alone, so that tests may share it and run side by side.
 */
final class Platform implements AutoCloseable {
  static final String INTERNAL_TOKEN = "canary-internal-8d1e5b";

  /** For tests of what is held until then. */
  static final Duration SHORT_DEADLINE = Duration.ofSeconds(4);

  /** Within which anything that does not wait for a deadline is over, on the slowest machine. */
  static final Duration SOON = Duration.ofMinutes(2);

  /**
   * Within which any answer is here, on the slowest machine. The deadlines are far shorter, and
   * without them a request to a system that hangs or is dead would wait for longer.
   */
  static final Duration IN_TIME = Duration.ofMinutes(1);

  /** Makes the engine's 5, 10, 20 and 40 s the 25, 50, 100 and 200 ms of a test. */
  static final double PAUSE_SCALE = 0.005;

  /** As often as the engine asks. */
  private static final int MOST_ASKED = 5;

  private static final AtomicInteger NAMES = new AtomicInteger();
  static final Credentials CREDENTIALS =
      new Credentials("ghp_canaryGitHub51c0", "Canary-Harbor-93fe", "canary-bearer-27aa");

  private final ForeignSystems systems;
  private final SpanCollector collector;
  private final ServiceProcess service;
  private final Caller stranger;

  private Platform(ForeignSystems systems, SpanCollector collector, ServiceProcess service) {
    this.systems = systems;
    this.collector = collector;
    this.service = service;
    this.stranger = Caller.of(service.uri()).waiting(SOON);
  }

  /** All of it configured, with the deadline that is the default. */
  static Platform start() {
    return start(Map.of());
  }

  /** The same with a short deadline, and over the slowness of everything's first time. */
  static Platform startWithShortDeadline() {
    Platform platform = start(Map.of("REQUEST_DEADLINE", SHORT_DEADLINE.toSeconds() + "s"));
    platform.engine().post("/appenv/gitops-verify", environment("first"));
    platform.engine().post("/github/repos", repository("first"));
    return platform;
  }

  /** The same with some settings changed. */
  static Platform start(Map<String, String> changes) {
    ForeignSystems systems = ForeignSystems.start(CREDENTIALS);
    SpanCollector collector = SpanCollector.start();
    var settings = new HashMap<>(systems.settings());
    settings.putAll(collector.settings());
    settings.put("INTERNAL_AUTH_TOKEN", INTERNAL_TOKEN);
    settings.put("ENVIRONMENT", "acceptance");
    settings.put("SHUTDOWN_GRACE", "5s");
    settings.putAll(changes);
    return new Platform(systems, collector, ServiceProcess.start(settings));
  }

  ForeignSystems systems() {
    return systems;
  }

  SimulatedServer gitHub() {
    return systems.github().server();
  }

  SimulatedServer harbor() {
    return systems.harbor().server();
  }

  SimulatedServer delegated() {
    return systems.delegated().server();
  }

  SpanCollector collector() {
    return collector;
  }

  ServiceProcess service() {
    return service;
  }

  /** A caller without a token. */
  Caller stranger() {
    return stranger;
  }

  /** The workflow engine. */
  Caller engine() {
    return stranger.withToken(INTERNAL_TOKEN);
  }

  /**
   * What comes of a request. It is asked again while nothing has come of it: on a slow machine the
   * deadline may be over before the first attempt has failed.
   */
  Answer outcome(String path, String json) {
    Answer answer = engine().post(path, json);
    for (int asked = 1; asked < MOST_ASKED && isInProgress(answer); asked++) {
      answer = engine().post(path, json);
    }
    return answer;
  }

  private static boolean isInProgress(Answer answer) {
    return answer.status() == 503 && answer.code().equals("operation_in_progress");
  }

  /** A name that no other test has, and that is part of no other. */
  static String name(String what) {
    return "%s-%05d".formatted(what, NAMES.incrementAndGet());
  }

  /** A new trace id. */
  static String traceId() {
    byte[] random = new byte[16];
    ThreadLocalRandom.current().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }

  /** Requests that have that name in their path or body. */
  static RequestMatcher about(String name) {
    return request -> request.path().contains(name) || request.text().contains(name);
  }

  /** What a system was asked about that name. */
  static List<Received> asked(SimulatedServer system, String name) {
    return system.received(about(name));
  }

  /** The same with what became of it. */
  static List<Exchange> exchanges(SimulatedServer system, String name) {
    return system.exchanges().stream()
        .filter(exchange -> about(name).matches(exchange.request()))
        .toList();
  }

  /** The body that asks for work on an environment. */
  static String environment(String id) {
    return "{\"applicationEnvironmentId\":\"" + id + "\"}";
  }

  /** The body that asks for a repository of the organisation. */
  static String repository(String name) {
    return "{\"owner\":\"platform\",\"name\":\"" + name + "\"}";
  }

  /** The body that asks for a rotation. */
  static String secret(String id) {
    return "{\"secretId\":\"" + id + "\"}";
  }

  /** The service's metrics as they are now. */
  Metrics metrics() {
    return Metrics.parse(stranger.get("/metrics").body());
  }

  @Override
  public void close() {
    stranger.close();
    try {
      service.close();
    } finally {
      systems.close();
      collector.close();
    }
  }
}
