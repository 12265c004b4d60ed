package dev.executionworkers.acceptance.crash;

import dev.executionworkers.acceptance.Answer;
import dev.executionworkers.acceptance.Patience;
import dev.executionworkers.acceptance.crash.Engine.Asked;
import dev.executionworkers.acceptance.crash.Schedule.Happening;
import dev.executionworkers.acceptance.crash.Schedule.Peer;
import dev.executionworkers.acceptance.crash.Schedule.Timed;
import dev.executionworkers.simulators.wire.Exchange;
import dev.executionworkers.simulators.wire.SimulatedServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;

/** One run: a storm over the packaged service, then calm, then the audit. */
final class ChaosRun implements AutoCloseable {
  private static final Map<String, String> SETTINGS =
      Map.of(
          "REQUEST_DEADLINE", "2s",
          "DELEGATED_TIMEOUT", "2s",
          "SHUTDOWN_GRACE", "2s",
          "ROTATION_REPLAY_WINDOW", "8s",
          "ROTATION_OVERLAP", "8s");

  /** Shorter than the engine's, as the deadline is. */
  private static final Duration CALLERS_PATIENCE = Duration.ofSeconds(3);

  private static final List<Duration> PAUSES =
      List.of(
          Duration.ofMillis(200),
          Duration.ofMillis(400),
          Duration.ofMillis(800),
          Duration.ofMillis(1_600));

  /** Nothing but a failure takes as long. */
  private static final Duration LONGEST_CALM = Duration.ofMinutes(2);

  /** A last proof that came to nothing is made again after a minute. */
  private static final Duration LONGEST_AFTERCARE = Duration.ofSeconds(90);

  /**
   * A request may have lain in the socket of a process that stood still, and begin its work when
   * nobody expects it any more. That is not stuck, and is over by the next look.
   */
  private static final int MORE_LOOKS = 2;

  private final Schedule schedule;
  private final Tally tally = new Tally();
  private final World world;
  private final Optional<DatabaseProxy> database;
  private final Fleet fleet;
  private final Engine engine;
  private final Engine operator;
  private final Map<String, Wish> wishes = new HashMap<>();
  private final List<Future<Asked>> conversations = new ArrayList<>();

  /**
   * What came of it.
   *
   * @param said what the processes wrote
   */
  record Report(
      Schedule schedule,
      Map<String, Long> counts,
      List<String> violations,
      List<String> trace,
      List<String> said) {}

  private ChaosRun(Schedule schedule) {
    this.schedule = schedule;
    World direct = World.create(schedule.variant());
    this.database =
        direct.store() instanceof PostgresDatabase postgres
            ? Optional.of(DatabaseProxy.to(postgres.port()))
            : Optional.empty();
    this.world =
        direct.store() instanceof PostgresDatabase postgres
            ? direct.with(postgres.behind(database.orElseThrow().port()))
            : direct;
    Map<String, String> settings = new HashMap<>(world.settings());
    settings.putAll(SETTINGS);
    this.fleet =
        new Fleet(
            Schedule.replicas(schedule.variant().store()),
            world.store(),
            settings,
            CALLERS_PATIENCE,
            tally);
    this.engine = world.engine(fleet::caller, PAUSES, CALLERS_PATIENCE);
    this.operator = Engine.overHttp(fleet::caller, PAUSES);
  }

  /** Does what the seed says. */
  static Report run(Schedule schedule) {
    try (ChaosRun run = new ChaosRun(schedule)) {
      run.fleet.beginAll();
      run.storm();
      run.calm();
      return new Report(
          schedule,
          run.tally.counts(),
          run.tally.violations(),
          run.tally.trace(),
          run.fleet.said());
    }
  }

  @Override
  public void close() {
    engine.close();
    operator.close();
    fleet.close();
    world.close();
    database.ifPresent(DatabaseProxy::close);
  }

  private void storm() {
    tally.count("runs of " + schedule.variant());
    Weather weather = new Weather(schedule.seed());
    for (Peer peer : Peer.values()) {
      weather.strike(server(peer), schedule.roughness());
    }
    long start = System.nanoTime();
    List<Thread> happenings = new ArrayList<>();
    for (Timed event : schedule.events()) {
      sleepUntil(start + event.at().toNanos());
      tally.trace(event.what().toString());
      switch (event.what()) {
        case Happening.Wanted(Wish.Kind kind, int subject) -> want(kind, subject);
        case Happening other -> happenings.add(Thread.ofVirtual().start(() -> happen(other)));
      }
    }
    sleepUntil(start + Schedule.STORM.toNanos());
    for (Peer peer : Peer.values()) {
      server(peer).faults().clear();
    }
    tally.trace("the weather clears");
    happenings.forEach(ChaosRun::join);
  }

  private void want(Wish.Kind kind, int subject) {
    tally.count("wanted");
    Wish wish = wishes.computeIfAbsent(kind + " " + subject, _ -> world.newWish(kind));
    conversations.add(engine.ask(wish));
  }

  private void happen(Happening what) {
    switch (what) {
      case Happening.Killed(int replica, Duration down) -> fleet.replica(replica).kill(down);
      case Happening.Terminated(int replica, Duration down) ->
          fleet.replica(replica).terminate(down);
      case Happening.StandsStill(int replica, Duration time) ->
          fleet.replica(replica).standStill(time);
      case Happening.PeerAway(Peer peer, Duration time) -> {
        tally.count("peer: away");
        server(peer).goDown();
        Patience.pause(time);
        server(peer).comeBack();
      }
      case Happening.HarborWithoutDatabase(Duration time) -> {
        tally.count("peer: Harbor without its database");
        world.systems().harbor().databaseDown(true);
        Patience.pause(time);
        world.systems().harbor().databaseDown(false);
      }
      case Happening.DatabaseAway(Duration time) -> {
        tally.count("database: away");
        database.orElseThrow().goAway();
        Patience.pause(time);
        database.orElseThrow().comeBack();
      }
      case Happening.CommitAnswerLost() -> {
        tally.count("database: answer of a commit lost");
        database.orElseThrow().loseNextCommitsAnswer();
      }
      case Happening.Wanted _ -> throw new IllegalArgumentException(what.toString());
    }
  }

  private void calm() {
    database.ifPresent(DatabaseProxy::comeBack);
    fleet.beginAll();
    List<Asked> asked = Engine.all(conversations);
    tally.trace("all have been answered");
    asked.forEach(this::noteAnswers);
    List<Asked> again = new ArrayList<>();
    List<LedgerEntry> ledger = settle(again);
    for (int more = 0; more < MORE_LOOKS && isAnyUnfinished(ledger); more++) {
      ledger = settle(again);
    }
    Audit.violations(world, ledger, asked).forEach(tally::violation);
    Audit.answerViolations(world, ledger, again).forEach(tally::violation);
    ledger.forEach(entry -> tally.count("execution: " + entry.state()));
    countFaults();
  }

  private List<LedgerEntry> settle(List<Asked> again) {
    again.addAll(askAgainForWhatIsLeft());
    Calm.await(fleet.caller(), world, LONGEST_CALM);
    tally.trace("nothing is unfinished");
    List<LedgerEntry> ledger = Calm.awaitAftercare(fleet.caller(), world, LONGEST_AFTERCARE);
    tally.trace("all has been looked after");
    return ledger;
  }

  private static boolean isAnyUnfinished(List<LedgerEntry> ledger) {
    return ledger.stream().anyMatch(LedgerEntry::isUnfinished);
  }

  /**
   * What is no rotation waits for its caller, so somebody comes once more; also for a rotation that
   * pauses, to have it over.
   */
  private List<Asked> askAgainForWhatIsLeft() {
    var again = new ArrayList<Asked>();
    try {
      Patience.until(
          LONGEST_CALM,
          Duration.ofMillis(500),
          "nothing is left",
          () -> {
            List<Wish> left =
                LedgerEntry.unfinished(fleet.caller()).stream().map(Wish::of).distinct().toList();
            again.addAll(Engine.all(left.stream().map(operator::ask).toList()));
            return left.isEmpty();
          });
    } catch (IllegalStateException stuck) {
      tally.trace("something is left: " + LedgerEntry.unfinished(fleet.caller()));
    }
    return again;
  }

  private void noteAnswers(Asked asked) {
    for (Answer answer : asked.conversation().answers()) {
      String what = answer.isSuccess() ? "success" : answer.status() + " " + answer.code();
      tally.count("answer: " + (answer.status() == Answer.NONE ? "none" : what));
    }
    tally.trace(asked.toString());
  }

  private void countFaults() {
    for (Peer peer : Peer.values()) {
      server(peer).exchanges().stream()
          .map(Exchange::fault)
          .flatMap(Optional::stream)
          .forEach(fault -> tally.count("fault: " + fault.getClass().getSimpleName()));
    }
  }

  private SimulatedServer server(Peer peer) {
    return switch (peer) {
      case GITHUB -> world.systems().github().server();
      case REGISTRY ->
          schedule.variant().strategy() == Strategy.ENDPOINT
              ? world.facade().server()
              : world.systems().harbor().server();
      case DELEGATED -> world.systems().delegated().server();
      case SINK -> world.sink().server();
    };
  }

  private static void sleepUntil(long nanos) {
    Patience.pause(Duration.ofNanos(Math.max(0, nanos - System.nanoTime())));
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", stopped);
    }
  }
}
