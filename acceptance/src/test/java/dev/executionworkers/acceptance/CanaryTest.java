package dev.executionworkers.acceptance;

import static dev.executionworkers.acceptance.Platform.SOON;
import static dev.executionworkers.acceptance.Platform.about;
import static dev.executionworkers.acceptance.Platform.environment;
import static dev.executionworkers.acceptance.Platform.name;
import static dev.executionworkers.acceptance.Platform.repository;
import static dev.executionworkers.acceptance.Platform.secret;
import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.acceptance.ForeignSystems.Credentials;
import dev.executionworkers.simulators.harbor.HarborSimulator;
import dev.executionworkers.simulators.wire.Fault;
import dev.executionworkers.simulators.wire.Received;
import dev.executionworkers.simulators.wire.Reply;
import dev.executionworkers.simulators.wire.RequestMatcher;
import dev.executionworkers.simulators.wire.SimulatedServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Marked secrets go through every operation, every kind of failure and a SIGKILL in the middle of a
 * rotation, and are then looked for wherever the service writes, sends or answers anything.
 *
 * <p>That after a rotation's last proof not even the sealed token is left in the files is shown by
 * {@code SqliteSecrecyTest} of the service.
 */
class CanaryTest {
  private static final Credentials CREDENTIALS =
      new Credentials("ghp_canaryGitHub8f31", "Canary/Harbor+42=93fe", "canary-bearer-77aa");
  private static final String INTERNAL_TOKEN = "canary-internal-4b1c";
  private static final String JOURNAL_KEY = "Canary-journal-key-0123456789abc";
  private static final String KEY_FILE = "data/journal.key";

  /** What blocks a provider for long comes last. */
  private static final List<Integer> STATUSES =
      List.of(302, 400, 401, 404, 409, 412, 422, 500, 503, 403, 429);

  private static final List<Fault> BREAKDOWNS =
      List.of(
          new Fault.Garbage(),
          new Fault.EffectThenReset(),
          new Fault.HalfAnswer(),
          new Fault.CloseBefore());

  private static final String PRINCIPAL =
      "Basic "
          + Base64.getEncoder()
              .encodeToString(
                  (HarborSimulator.ADMIN + ":" + CREDENTIALS.harborPassword())
                      .getBytes(StandardCharsets.UTF_8));

  @TempDir Path folder;

  private final ForeignSystems systems = ForeignSystems.start(CREDENTIALS);
  private final EchoingHarbor harbor = new EchoingHarbor(systems.harbor().uri(), PRINCIPAL);
  private final SpanCollector collector = SpanCollector.start();
  private final SimulatedServer sink = SimulatedServer.start("sink", _ -> Reply.empty(204));
  private final List<String> said = new ArrayList<>();
  private final List<Answer> answers = new ArrayList<>();
  private final List<Answer> ledger = new ArrayList<>();

  @AfterEach
  void close() {
    harbor.close();
    sink.close();
    collector.close();
    systems.close();
  }

  @Test
  void noSecretIsAnywhereWithOurTokensAndAGivenKey() throws IOException {
    String key = "canary:" + base64(JOURNAL_KEY);
    LeakSearch search = liveThrough(Map.of("JOURNAL_KEY", key), STATUSES, BREAKDOWNS);
    Map<String, String> secrets = secrets();
    secrets.put("journal key", JOURNAL_KEY);

    assertThat(search.places())
        .contains("log", "metrics", "spans", "events", "answers", "ledger", "backup/journal.db")
        .contains("data/journal.db", "data/journal.db-wal when killed");
    assertThat(search.leaks(secrets)).isEmpty();
    Map<String, String> bearer = Map.of("delegated token", CREDENTIALS.bearer());
    for (String place : search.places()) {
      assertThat(search.planting(place, CREDENTIALS.bearer()).leaks(bearer))
          .extracting(LeakSearch.Leak::place)
          .containsOnly(place);
    }
  }

  @Test
  void noSecretIsAnywhereWithServerMadeTokensAndAKeyOfOurMaking() throws IOException {
    LeakSearch search =
        liveThrough(
            Map.of("HARBOR_ROTATION", "replace"),
            List.of(401, 422, 503),
            List.of(new Fault.EffectThenReset()));
    String file = Files.readString(folder.resolve(KEY_FILE), StandardCharsets.US_ASCII).strip();
    Map<String, String> key = Map.of("journal key", file.substring(file.indexOf(':') + 1));

    assertThat(search.places()).contains(KEY_FILE, KEY_FILE + " when killed");
    assertThat(search.leaks(secrets())).isEmpty();
    assertThat(search.without(KEY_FILE).without(KEY_FILE + " when killed").leaks(key)).isEmpty();
    assertThat(search.leaks(key)).extracting(LeakSearch.Leak::place).contains(KEY_FILE);
  }

  /** Two lives of the service over one data folder, and what they have left. */
  private LeakSearch liveThrough(
      Map<String, String> settings, List<Integer> statuses, List<Fault> breakdowns)
      throws IOException {
    LeakSearch search = new LeakSearch();
    String pending = robot("pending");
    try (ServiceProcess service = start(settings);
        Caller engine = Caller.of(service.uri()).withToken(INTERNAL_TOKEN)) {
      succeedAtEverything(engine);
      for (int status : statuses) {
        refuseEverything(engine, status);
      }
      for (Fault breakdown : breakdowns) {
        servers().forEach(server -> server.faults().always(RequestMatcher.any(), breakdown));
        askForEverything(engine);
        servers().forEach(server -> server.faults().clear());
      }
      systems.delegated().server().faults().always(about(pending), unavailable());
      Patience.until(
          SOON.multipliedBy(3),
          "the token is set and not handed on",
          () -> {
            answers.add(engine.post("/secrets/bindings/update", secret(pending)));
            return !systems.delegated().server().received(about(pending)).isEmpty();
          });
      backUp(settings);
      readLedger(engine);
      search.in("metrics before the kill", engine.get("/metrics").body());
      service.kill();
      service.waitFor(SOON);
      search.inFiles(folder.resolve("data"), "data/", " when killed");
      heard(service);
    }
    systems.delegated().server().faults().clear();
    try (ServiceProcess service = start(settings);
        Caller engine = Caller.of(service.uri()).withToken(INTERNAL_TOKEN)) {
      Patience.until(
          SOON.multipliedBy(3),
          "the rotation is finished",
          () -> systems.delegated().lastBinding(pending).isPresent());
      readLedger(engine);
      search.in("metrics", engine.get("/metrics").body());
      service.terminate();
      service.waitFor(SOON);
      heard(service);
    }
    return search
        .inFiles(folder, "", "")
        .in("log", String.join("\n", said))
        .in("answers", answers.toString() + answers.stream().map(Answer::headers).toList())
        .in("ledger", ledger.toString())
        .in("spans", collector.bytes())
        .in("events", sink.received().stream().map(Received::text).toList().toString());
  }

  private ServiceProcess start(Map<String, String> changes) {
    var settings = new HashMap<>(systems.settings());
    settings.putAll(collector.settings());
    settings.put("HARBOR_URL", harbor.server().baseUri().toString());
    settings.put("INTERNAL_AUTH_TOKEN", INTERNAL_TOKEN);
    settings.put("EVENTS_SINK", sink.baseUri().toString());
    settings.put("LOG_LEVEL", "trace");
    settings.put("REQUEST_DEADLINE", "500ms");
    settings.put("SHUTDOWN_GRACE", "1s");
    settings.put("DATA_DIR", folder.resolve("data").toString());
    settings.putAll(changes);
    return ServiceProcess.start(settings);
  }

  private void backUp(Map<String, String> changes) throws IOException {
    var settings = new HashMap<>(changes);
    settings.put("DATA_DIR", folder.resolve("data").toString());
    String target = Files.createDirectories(folder.resolve("backup")) + "/journal.db";
    try (ServiceProcess backup = ServiceProcess.launch(settings, "backup", target)) {
      assertThat(backup.waitFor(SOON)).isZero();
      heard(backup);
    }
  }

  private void heard(ServiceProcess service) {
    said.add(service.output().text());
    said.addAll(service.output().violations());
  }

  private void readLedger(Caller engine) {
    Answer page = engine.get("/operations?limit=100");
    assertThat(page.status()).as(page.body()).isEqualTo(200);
    ledger.add(page);
    page.json()
        .path("operations")
        .forEach(
            each -> ledger.add(engine.get("/operations/" + each.path("operationId").asString(""))));
    assertThat(ledger).hasSizeGreaterThan(10).extracting(Answer::status).containsOnly(200);
  }

  private void succeedAtEverything(Caller engine) {
    for (Request request : everything()) {
      Patience.until(
          SOON.multipliedBy(2),
          request.path() + " succeeds",
          () -> {
            answers.add(engine.post(request.path(), request.body()));
            return answers.getLast().isSuccess();
          });
    }
  }

  /** All say in their answers what they were sent. */
  private void refuseEverything(Caller engine, int status) {
    say(systems.github().server(), status, CREDENTIALS.gitHubToken());
    say(systems.delegated().server(), status, CREDENTIALS.bearer());
    harbor.echo(status);
    askForEverything(engine);
    harbor.passOn();
    servers().forEach(server -> server.faults().clear());
  }

  private static void say(SimulatedServer server, int status, String secret) {
    Reply reply = EchoingHarbor.told(status, "you sent Bearer " + secret, secret);
    server.faults().always(RequestMatcher.any(), new Fault.Answer(reply));
  }

  private void askForEverything(Caller engine) {
    List<Callable<Answer>> all =
        everything().stream()
            .<Callable<Answer>>map(each -> () -> engine.post(each.path(), each.body()))
            .toList();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      threads.invokeAll(all).forEach(made -> answers.add(made.resultNow()));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  private record Request(String path, String body) {}

  /** Every operation once, about something that is new. */
  private List<Request> everything() {
    String id = name("canary");
    return List.of(
        new Request("/github/repos", repository("appenv-" + id)),
        new Request("/appenv/branch-protection", environment(id)),
        new Request("/appenv/secrets", environment(id)),
        new Request("/appenv/secret-bindings", environment(id)),
        new Request("/appenv/gitops-verify", environment(id)),
        new Request("/secrets/bindings/update", secret(robot("robot"))));
  }

  private String robot(String what) {
    String id = name(what);
    systems.harbor().robot(id, "Canary-Old-Secret-1");
    return id;
  }

  private List<SimulatedServer> servers() {
    return List.of(systems.github().server(), systems.delegated().server(), harbor.server());
  }

  /** Every secret by its name, those too that only Harbor has chosen. */
  private Map<String, String> secrets() {
    var secrets = new LinkedHashMap<String, String>();
    secrets.put("GitHub token", CREDENTIALS.gitHubToken());
    secrets.put("Harbor password", CREDENTIALS.harborPassword());
    secrets.put("delegated token", CREDENTIALS.bearer());
    secrets.put("internal token", INTERNAL_TOKEN);
    for (String robot : systems.harbor().robotNames()) {
      int number = 0;
      for (String token : systems.harbor().secretsOf(robot)) {
        secrets.put("token " + ++number + " of " + robot, token);
      }
    }
    assertThat(secrets).hasSizeGreaterThan(10);
    return secrets;
  }

  private static Fault unavailable() {
    return new Fault.Answer(Reply.empty(503));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
