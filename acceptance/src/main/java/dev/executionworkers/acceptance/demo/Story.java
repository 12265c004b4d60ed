package dev.executionworkers.acceptance.demo;

import dev.executionworkers.acceptance.Answer;
import dev.executionworkers.acceptance.Conversation;
import dev.executionworkers.acceptance.ForeignSystems;
import dev.executionworkers.simulators.delegated.DelegatedEndpoint;
import dev.executionworkers.simulators.github.Lag;
import dev.executionworkers.simulators.wire.Fault;
import dev.executionworkers.simulators.wire.Reply;
import dev.executionworkers.simulators.wire.RequestMatcher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is asked for, what is made to go wrong meanwhile, and what must come of it. For one thread.
 */
final class Story {
  static final String ROBOT = "shop-pull";

  private static final String REPOSITORY = "appenv-shop";
  private static final String CROWDED = "appenv-shop-test";
  private static final String ENVIRONMENT = "{\"applicationEnvironmentId\":\"shop\"}";
  private static final int CROWD = 20;

  /** The engine pauses 5, 10, 20 and 40 s; nobody wants to watch that. */
  private static final double PAUSE_SCALE = 0.05;

  private static final Reply SLOW_DOWN =
      Reply.json(403, Map.of("message", "You have exceeded a secondary rate limit."))
          .with("retry-after", "1");

  private final Stage stage;
  private final ForeignSystems systems;
  private final Narrator narrator;
  private final Checks checks;
  private final Traffic traffic;
  private final List<Answer> answers = new ArrayList<>();

  Story(Stage stage, Narrator narrator, Checks checks, Traffic traffic) {
    this.stage = stage;
    this.systems = stage.systems();
    this.narrator = narrator;
    this.checks = checks;
    this.traffic = traffic;
  }

  /** Everything that was answered. */
  List<Answer> answers() {
    return List.copyOf(answers);
  }

  void tell() {
    createRepository();
    protectBranch();
    provisionSecrets();
    createBindings();
    verify();
    rotate();
    crowd();
    conflict();
    unauthorized();
  }

  private void createRepository() {
    narrator.chapter("Create the repository; GitHub makes it, but its answer never arrives");
    systems.github().lagAfterCreate(Lag.PROTECTION_BRANCH_NOT_FOUND, 1);
    systems
        .github()
        .server()
        .faults()
        .next(RequestMatcher.request("POST", "/orgs/platform/repos"), new Fault.EffectThenReset());
    Answer answer = ask("/github/repos", create(REPOSITORY));
    expect(201, answer);
    checks.that(answer.json().path("created").asBoolean(false), "the repository counts as created");
    checks.same(1L, systems.github().creations("platform", REPOSITORY), "times it was made");
  }

  private void protectBranch() {
    narrator.chapter("Protect its branch; GitHub slows us down and does not see the branch yet");
    systems.github().server().faults().next(RequestMatcher.any(), new Fault.Answer(SLOW_DOWN));
    expect(202, ask("/appenv/branch-protection", ENVIRONMENT));
    checks.that(
        systems.github().protection("platform", REPOSITORY, "main").isPresent(),
        "the branch is protected");
    checks.same(1L, systems.github().protectionWrites(), "times protection was written");
  }

  private void provisionSecrets() {
    narrator.chapter("Provision secrets; the first answer is a 502");
    systems.delegated().failNext(DelegatedEndpoint.SECRETS, 1, 502);
    expect(202, ask("/appenv/secrets", ENVIRONMENT));
    done(DelegatedEndpoint.SECRETS);
  }

  private void createBindings() {
    narrator.chapter("Create secret bindings; nothing goes wrong");
    expect(202, ask("/appenv/secret-bindings", ENVIRONMENT));
    done(DelegatedEndpoint.SECRET_BINDINGS);
  }

  private void verify() {
    narrator.chapter("Verify the GitOps reconciliation, which is not there yet");
    systems.delegated().notReconciledFor(1);
    expect(202, ask("/appenv/gitops-verify", ENVIRONMENT));
    done(DelegatedEndpoint.GITOPS_VERIFY);
  }

  private void rotate() {
    narrator.chapter("Rotate a registry token; Harbor's answer is lost, the bindings fail once");
    systems.harbor().robot(ROBOT, "Before-The-Rotation-1");
    systems
        .harbor()
        .server()
        .faults()
        .next(RequestMatcher.method("PATCH"), new Fault.EffectThenReset());
    systems.delegated().failNext(DelegatedEndpoint.BINDINGS_UPDATE, 1, 503);
    expect(202, ask("/secrets/bindings/update", "{\"secretId\":\"" + ROBOT + "\"}"));
    checks.same(1, systems.harbor().secretChangesOf(ROBOT), "tokens the robot was given");
    done(DelegatedEndpoint.BINDINGS_UPDATE);
  }

  private void crowd() {
    narrator.chapter(CROWD + " callers ask for one more repository at the same moment");
    systems.github().lagAfterCreate(Lag.PROTECTION_BRANCH_NOT_FOUND, 0);
    systems
        .github()
        .server()
        .faults()
        .next(
            RequestMatcher.request("POST", "/orgs/platform/repos"),
            new Fault.Delay(Duration.ofSeconds(2)));
    narrator.line(
        "engine",
        stage.engine().reads("/github/repos") + " " + create(CROWDED) + ", " + CROWD + " times");
    List<Answer> all = stage.engine().postAtOnce(CROWD, "/github/repos", create(CROWDED));
    answers.addAll(all);
    traffic.news().forEach(narrator::call);
    var byStatus = new TreeMap<Integer, Integer>();
    all.forEach(answer -> byStatus.merge(answer.status(), 1, Integer::sum));
    narrator.line("answers", statuses(byStatus));
    checks.that(
        List.of(200, 201).containsAll(byStatus.keySet()), "all callers are answered 200 or 201");
    checks.same(1L, systems.github().creations("platform", CROWDED), "times it was made");
  }

  private void conflict() {
    narrator.chapter("Ask for a private repository whose name a public one has");
    systems.github().repository("platform", "website", setup -> setup.branch("main"));
    Answer answer = ask("/github/repos", create("website"));
    expect(409, answer);
    checks.same("git_conflict", answer.code(), "the code");
    checks.that(!answer.json().path("retryable").asBoolean(true), "it is final");
  }

  private void unauthorized() {
    narrator.chapter("Somebody without the internal token asks");
    Answer answer = show(stage.stranger().ask("/github/repos", create(REPOSITORY), PAUSE_SCALE));
    expect(401, answer);
    checks.same("unauthorized", answer.code(), "the code");
  }

  private Answer ask(String path, String json) {
    narrator.line("engine", stage.engine().reads(path) + " " + json);
    return show(stage.engine().ask(path, json, PAUSE_SCALE));
  }

  private Answer show(Conversation conversation) {
    answers.addAll(conversation.answers());
    traffic.news().forEach(narrator::call);
    Answer answer = conversation.last();
    String attempts =
        conversation.attempts() == 1 ? "" : ", asked " + conversation.attempts() + " times";
    narrator.line(
        "answer",
        answer.status()
            + " "
            + meaning(answer)
            + " after "
            + Narrator.seconds(answer.took())
            + attempts
            + answer.header("X-Operation-Id").map(id -> ", operation " + id).orElse(""));
    if (answer.status() >= 400 || answer.status() == Answer.NONE) {
      narrator.line("", answer.field("message") + (isFinal(answer) ? "; final" : "; try again"));
    }
    return answer;
  }

  private static boolean isFinal(Answer answer) {
    return !answer.json().path("retryable").asBoolean(true);
  }

  private static String meaning(Answer answer) {
    return switch (answer.status()) {
      case 200 -> "there already";
      case 201 -> "created";
      case 202 -> "confirmed";
      case Answer.NONE -> "no answer";
      default -> answer.code();
    };
  }

  private void expect(int status, Answer answer) {
    checks.same(status, answer.status(), "the answer");
  }

  private void done(DelegatedEndpoint endpoint) {
    checks.same(
        1, systems.delegated().effectCount(endpoint), "times that " + endpoint + " was done");
  }

  private static String statuses(Map<Integer, Integer> byStatus) {
    return String.join(
        ", ",
        byStatus.entrySet().stream()
            .map(entry -> entry.getValue() + " times " + entry.getKey())
            .toList());
  }

  private static String create(String name) {
    return "{\"owner\":\"platform\",\"name\":\"" + name + "\"}";
  }
}
