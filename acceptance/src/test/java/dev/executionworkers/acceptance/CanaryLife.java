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
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

/**
 * Two lives of the service, with marked secrets that go through every operation, every kind of
 * failure and a SIGKILL in the middle of a rotation; and all that they have left. Used by one
 * thread.
 */
final class CanaryLife implements AutoCloseable {
  static final Credentials CREDENTIALS =
      new Credentials("ghp_canaryGitHub8f31", "Canary/Harbor+42=93fe", "canary-bearer-77aa");
  private static final String INTERNAL_TOKEN = "canary-internal-4b1c";

  private static final String PRINCIPAL =
      "Basic "
          + Base64.getEncoder()
              .encodeToString(
                  (HarborSimulator.ADMIN + ":" + CREDENTIALS.harborPassword())
                      .getBytes(StandardCharsets.UTF_8));

  private final ForeignSystems systems = ForeignSystems.start(CREDENTIALS);
  private final EchoingHarbor harbor = new EchoingHarbor(systems.harbor().uri(), PRINCIPAL);
  private final SpanCollector collector = SpanCollector.start();
  private final SimulatedServer sink = SimulatedServer.start("sink", _ -> Reply.empty(204));
  private final List<String> said = new ArrayList<>();
  private final List<Answer> answers = new ArrayList<>();
  private final List<Answer> ledger = new ArrayList<>();
  private final Path folder;
  private final Journal journal;

  /** Where the service keeps its journal, as far as that is not the data folder alone. */
  interface Journal {

    /** What a process needs to use it. */
    Map<String, String> settings();

    /** While the process lives, with what is pending in it. */
    void isInUse(CanaryLife life);

    /** The process was killed. */
    void isLeft(LeakSearch search);

    /** Both lives are over. */
    void isLeftForGood(LeakSearch search);
  }

  /**
   * @param folder an empty one, below which everything is that the service writes
   */
  CanaryLife(Path folder, Journal journal) {
    this.folder = folder;
    this.journal = journal;
  }

  @Override
  public void close() {
    harbor.close();
    sink.close();
    collector.close();
    systems.close();
  }

  /** Two lives of the service over one data folder, and what they have left. */
  LeakSearch liveThrough(
      Map<String, String> changes, List<Integer> statuses, List<Fault> breakdowns) {
    Map<String, String> settings = new HashMap<>(journal.settings());
    settings.putAll(changes);
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
          SOON,
          "the token is set and not handed on",
          () -> {
            answers.add(engine.post("/secrets/bindings/update", secret(pending)));
            return !systems.delegated().server().received(about(pending)).isEmpty();
          });
      journal.isInUse(this);
      readLedger(engine);
      search.in("metrics before the kill", engine.get("/metrics").body());
      service.kill();
      service.waitFor(SOON);
      journal.isLeft(search);
      heard(service);
    }
    systems.delegated().server().faults().clear();
    try (ServiceProcess service = start(settings);
        Caller engine = Caller.of(service.uri()).withToken(INTERNAL_TOKEN)) {
      Patience.until(
          SOON,
          "the rotation is finished",
          () -> systems.delegated().lastBinding(pending).isPresent());
      readLedger(engine);
      search.in("metrics", engine.get("/metrics").body());
      service.terminate();
      service.waitFor(SOON);
      heard(service);
    }
    journal.isLeftForGood(search);
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
    settings.put("DATA_DIR", data().toString());
    settings.putAll(changes);
    return ServiceProcess.start(settings);
  }

  /** The folder of its settings. */
  Path data() {
    return folder.resolve("data");
  }

  /** What it has said is searched too. */
  void heard(ServiceProcess service) {
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
          SOON,
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
  Map<String, String> secrets() {
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
}
