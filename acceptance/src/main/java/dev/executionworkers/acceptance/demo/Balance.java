package dev.executionworkers.acceptance.demo;

import dev.executionworkers.acceptance.Answer;
import dev.executionworkers.acceptance.ForeignSystems;
import dev.executionworkers.acceptance.Patience;
import dev.executionworkers.acceptance.SpanCollector.Span;
import dev.executionworkers.simulators.delegated.Binding;
import dev.executionworkers.simulators.delegated.DelegatedEndpoint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is left outside when the story is told, and what the service says of it itself. */
final class Balance {
  private static final List<String> SPANS =
      List.of(
          "execution-workers.github.CreateRepository",
          "execution-workers.appenv.ApplyBranchProtection",
          "execution-workers.appenv.ProvisionSecrets",
          "execution-workers.appenv.CreateSecretBindings",
          "execution-workers.appenv.VerifyGitOpsReconciliation",
          "execution-workers.secrets.UpdateBindingsForSecret",
          "execution-workers.harbor.RotateRobotToken");

  private final Stage stage;
  private final ForeignSystems systems;
  private final Narrator narrator;
  private final Checks checks;

  Balance(Stage stage, Narrator narrator, Checks checks) {
    this.stage = stage;
    this.systems = stage.systems();
    this.narrator = narrator;
    this.checks = checks;
  }

  void draw(Traffic traffic, List<Answer> answers, Path log) {
    narrator.title("What is left");
    troubles();
    calls(traffic);
    token();
    String metrics = stage.stranger().get("/metrics").body();
    events(metrics);
    spans();
    secrets(metrics, answers);
    narrator.line("look", "grep " + stage.traceId() + " " + log);
  }

  /** An account of troubles that nobody met would be none. */
  private void troubles() {
    int unmet =
        systems.github().server().faults().pending() + systems.harbor().server().faults().pending();
    checks.same(0, unmet, "the planned faults that nobody met");
    for (DelegatedEndpoint endpoint : DelegatedEndpoint.values()) {
      int calls = systems.delegated().calls(endpoint).size();
      checks.that(
          calls > 1 || endpoint == DelegatedEndpoint.SECRET_BINDINGS, endpoint + " failed once");
    }
  }

  private void calls(Traffic traffic) {
    narrator.line(
        "github",
        "%d calls: %d repositories made, protection written %s"
            .formatted(
                traffic.count("github"),
                systems.github().creations(),
                times(systems.github().protectionWrites())));
    narrator.line(
        "harbor",
        "%d calls: the robot's token set %s and changed %s"
            .formatted(
                traffic.count("harbor"),
                times(systems.harbor().secretWritesTo(Story.ROBOT).size()),
                times(systems.harbor().secretChangesOf(Story.ROBOT))));
    int effects = 0;
    for (DelegatedEndpoint endpoint : DelegatedEndpoint.values()) {
      effects += systems.delegated().effectCount(endpoint);
    }
    narrator.line(
        "delegate",
        "%d calls: %d pieces of work, each done once"
            .formatted(traffic.count("delegate"), effects));
    checks.same(2, systems.github().creations(), "the repositories made");
    checks.same(4, effects, "the pieces of delegated work");
  }

  private void token() {
    Optional<Binding> binding = systems.delegated().lastBinding(Story.ROBOT);
    boolean live =
        binding
            .filter(held -> held.token().equals(systems.harbor().secretOf(Story.ROBOT)))
            .filter(held -> systems.harbor().acceptsLogin(held.username(), held.token()))
            .isPresent();
    checks.that(live, "the bindings hold the robot's live token");
    String who = binding.map(Binding::username).orElse("nobody");
    narrator.line(
        "token",
        "the bindings "
            + (live ? "can" : "CANNOT")
            + " log in to Harbor as "
            + who
            + " with theirs");
  }

  private void events(String metrics) {
    long success = count(metrics, "success");
    long error = count(metrics, "error");
    checks.same(7L, success, "the domain events with result success");
    checks.same(1L, error, "the domain events with result error");
    narrator.line(
        "events",
        "%d domain events: %d success, %d error".formatted(success + error, success, error));
  }

  private static long count(String metrics, String result) {
    return metrics
        .lines()
        .filter(line -> line.startsWith("domain_events_total{"))
        .filter(line -> line.contains("result=\"" + result + "\""))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private void spans() {
    Patience.until(
        Duration.ofMinutes(1), "all kinds of spans arrive", () -> names().containsAll(SPANS));
    narrator.line(
        "spans",
        "%d in trace %s, all seven operations among them"
            .formatted(stage.collector().spans(stage.traceId()).size(), stage.traceId()));
  }

  private List<String> names() {
    return stage.collector().spans(stage.traceId()).stream().map(Span::name).toList();
  }

  private void secrets(String metrics, List<Answer> answers) {
    String everything =
        stage.service().output().text()
            + metrics
            + answers.stream().map(Answer::body).collect(Collectors.joining())
            + stage.collector().bytes();
    var secrets = new ArrayList<>(systems.credentials().all());
    secrets.add(Stage.INTERNAL_TOKEN);
    secrets.addAll(systems.harbor().secretsOf(Story.ROBOT));
    List<String> leaked = secrets.stream().filter(everything::contains).toList();
    checks.that(leaked.isEmpty(), "no secret leaks; " + leaked.size() + " did");
    narrator.line(
        "secrets",
        "%s of %d in %d lines of log, the answers, metrics and spans"
            .formatted(
                leaked.isEmpty() ? "none" : leaked.size(),
                secrets.size(),
                stage.service().output().lines().size()));
  }

  private static String times(long count) {
    return count == 1 ? "once" : count + " times";
  }
}
