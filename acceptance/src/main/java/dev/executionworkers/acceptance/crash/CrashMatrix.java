package dev.executionworkers.acceptance.crash;

import dev.executionworkers.acceptance.Patience;
import dev.executionworkers.acceptance.ServiceProcess;
import dev.executionworkers.acceptance.crash.Engine.Asked;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;

/**
 * Kills the service at every transition of its journal. A dry run of each operation tells which
 * transitions there are. Then each has an operation of its own that is kept there; when all are
 * where they shall be, the process is killed by SIGKILL, another begins, and the engine asks again.
 * Used by one thread.
 */
final class CrashMatrix implements AutoCloseable {
  /** As many transitions as there are share a kill. */
  static final int ALL = Integer.MAX_VALUE;

  /** So long that a finished rotation answers whoever asks again, however slow the machine is. */
  private static final Map<String, String> LONG_WINDOW =
      Map.of("ROTATION_REPLAY_WINDOW", "1h", "REQUEST_DEADLINE", "5m");

  /** So short that the aftercare of a rotation comes at once. */
  private static final Map<String, String> SHORT_WINDOW =
      Map.of("ROTATION_REPLAY_WINDOW", "1s", "ROTATION_OVERLAP", "1s", "REQUEST_DEADLINE", "5m");

  /** Nothing but a failure takes as long. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final Duration CALLERS_PATIENCE = Duration.ofMinutes(5);

  /** The engine's, a hundred times as fast. */
  private static final List<Duration> PAUSES =
      List.of(
          Duration.ofMillis(50),
          Duration.ofMillis(100),
          Duration.ofMillis(200),
          Duration.ofMillis(400));

  private final World world;
  private final Map<String, String> window;
  private final Gatekeeper gate = Gatekeeper.start();
  private final Lives lives;
  private final Engine engine;
  private final List<Asked> asked = new ArrayList<>();
  private final Map<Wish.Kind, Integer> places = new EnumMap<>(Wish.Kind.class);
  private int kills;

  private CrashMatrix(World world, Map<String, String> window) {
    this.world = world;
    this.window = window;
    this.lives = new Lives(world, CALLERS_PATIENCE);
    this.engine = world.engine(lives::caller, PAUSES, CALLERS_PATIENCE);
    begin();
  }

  /**
   * An operation and where it is kept.
   *
   * @param stop the transition at which it is, counted from 0
   * @param stopAgain the same in the next process; {@link Gatekeeper#NOWHERE} for once only
   */
  private record Cell(Wish wish, int stop, int stopAgain) {}

  private record Kept(Cell cell, Future<Asked> answer) {}

  /**
   * Kills from the claim to the outcome.
   *
   * @param atATime how many transitions share a kill
   */
  static MatrixRow untilTheOutcome(Variant variant, List<Wish.Kind> kinds, int atATime) {
    try (World world = World.create(variant);
        CrashMatrix matrix = new CrashMatrix(world, LONG_WINDOW)) {
      matrix.killAll(matrix.cells(kinds), atATime);
      return matrix.row(atATime == 1 ? "one by one" : "until the outcome", matrix.awaitCalm());
    }
  }

  /**
   * Kills twice: first at every transition, then at every one of the process that goes on with what
   * the first has left.
   */
  static MatrixRow twice(Variant variant, List<Wish.Kind> kinds) {
    try (World world = World.create(variant);
        CrashMatrix matrix = new CrashMatrix(world, LONG_WINDOW)) {
      List<Cell> cells = new ArrayList<>();
      for (Wish.Kind kind : kinds) {
        int transitions = matrix.dryRun(kind).size();
        for (int stop = 0; stop < transitions; stop++) {
          for (int again = 0; again < transitions - stop; again++) {
            cells.add(matrix.cell(kind, stop, again));
          }
        }
      }
      matrix.killAll(cells, ALL);
      return matrix.row("twice", matrix.awaitCalm());
    }
  }

  /** Kills while rotations are looked after, once they have been answered. */
  static MatrixRow inAftercare(Variant variant, int atATime) {
    try (World world = World.create(variant);
        CrashMatrix matrix = new CrashMatrix(world, SHORT_WINDOW)) {
      List<Transition> transitions = matrix.dryRunWithAftercare();
      List<Cell> cells = new ArrayList<>();
      for (int stop = 0; stop < transitions.size(); stop++) {
        if (transitions.subList(0, stop + 1).stream().anyMatch(Transition::beginsAftercare)) {
          cells.add(matrix.cell(Wish.Kind.ROTATION, stop, Gatekeeper.NOWHERE));
        }
      }
      // What is replaced in the end must be a robot of the service's own.
      matrix.asked.addAll(
          Engine.all(cells.stream().map(cell -> matrix.engine.ask(cell.wish)).toList()));
      matrix.awaitAftercare();
      matrix.killAll(cells, atATime);
      MatrixRow row = matrix.row("in aftercare", matrix.awaitAftercare());
      return row.and(matrix.neverLookedAfter());
    }
  }

  /**
   * Stops a replica by SIGSTOP at every transition until its leases have run out and another has
   * finished its work, and then lets it go on: nothing of what it still does may count.
   */
  static MatrixRow standingStill(Variant variant, List<Wish.Kind> kinds) {
    try (World world = World.create(variant);
        CrashMatrix matrix = new CrashMatrix(world, LONG_WINDOW)) {
      List<Kept> kept = matrix.keep(matrix.cells(kinds));
      try (ServiceProcess still = matrix.lives.disown()) {
        still.standStill();
        Patience.until(PATIENCE, "its leases have run out", () -> !world.store().hasLeases());
        matrix.begin();
        List<Asked> elsewhere = matrix.askElsewhere(kept);
        still.goOn();
        matrix.gate.open();
        matrix.join(kept, elsewhere);
        return matrix.row("standing still", matrix.awaitCalm());
      }
    }
  }

  @Override
  public void close() {
    engine.close();
    lives.close();
    gate.close();
  }

  private void begin() {
    Map<String, String> settings = new HashMap<>(window);
    settings.put("JAVA_OPTS", gate.javaOptions());
    lives.begin(settings);
  }

  /** One for each transition of each operation until its outcome. */
  private List<Cell> cells(List<Wish.Kind> kinds) {
    List<Cell> cells = new ArrayList<>();
    for (Wish.Kind kind : kinds) {
      int transitions = dryRun(kind).size();
      for (int stop = 0; stop < transitions; stop++) {
        cells.add(cell(kind, stop, Gatekeeper.NOWHERE));
      }
    }
    return cells;
  }

  private Cell cell(Wish.Kind kind, int stop, int stopAgain) {
    return new Cell(world.newWish(kind), stop, stopAgain);
  }

  /** The transitions of an operation until it is answered. */
  private List<Transition> dryRun(Wish.Kind kind) {
    Wish wish = world.newWish(kind);
    gate.watch(wish.subject(), Gatekeeper.NOWHERE);
    ask(wish);
    List<Transition> transitions = gate.passed(wish.subject());
    if (transitions.isEmpty()) {
      throw new IllegalStateException("the kill hook is not in place");
    }
    return transitions;
  }

  /** The same of a rotation that is not its robot's first, until it has been looked after. */
  private List<Transition> dryRunWithAftercare() {
    Wish wish = world.newWish(Wish.Kind.ROTATION);
    ask(wish);
    awaitAftercare();
    gate.watch(wish.subject(), Gatekeeper.NOWHERE);
    ask(wish);
    awaitAftercare();
    return gate.passed(wish.subject());
  }

  private void ask(Wish wish) {
    Asked answered = Engine.all(List.of(engine.ask(wish))).getFirst();
    asked.add(answered);
    if (!answered.conversation().last().isSuccess()) {
      throw new IllegalStateException("the dry run failed: " + answered);
    }
  }

  private void killAll(List<Cell> cells, int atATime) {
    for (int from = 0; from < cells.size(); from += Math.min(atATime, cells.size())) {
      int to = (int) Math.min(cells.size(), (long) from + atATime);
      killTogether(cells.subList(from, to));
    }
  }

  /** Keeps each where it shall be, kills, and lets the next process and the engine finish. */
  private void killTogether(List<Cell> cells) {
    List<Kept> kept = keep(cells);
    kill();
    boolean again = cells.stream().anyMatch(cell -> cell.stopAgain != Gatekeeper.NOWHERE);
    if (again) {
      cells.forEach(cell -> gate.watch(cell.wish.subject(), cell.stopAgain));
    }
    begin();
    if (again) {
      awaitAll("all are kept once more, or done", kept, true);
      kill();
      begin();
    }
    asked.addAll(Engine.all(kept.stream().map(Kept::answer).toList()));
  }

  private List<Kept> keep(List<Cell> cells) {
    cells.forEach(cell -> gate.watch(cell.wish.subject(), cell.stop));
    List<Kept> kept = cells.stream().map(cell -> new Kept(cell, engine.ask(cell.wish))).toList();
    awaitAll("all are kept", kept, false);
    cells.stream()
        .filter(this::isKept)
        .forEach(cell -> places.merge(cell.wish.kind(), 1, Integer::sum));
    return kept;
  }

  private void kill() {
    lives.kill();
    kills++;
    gate.open();
  }

  /** Temporal gives another worker what it has lost to one; over HTTP the engine asks there. */
  private List<Asked> askElsewhere(List<Kept> kept) {
    return Engine.all(
        kept.stream()
            .map(each -> world.temporal().isPresent() ? each.answer : engine.ask(each.cell.wish))
            .toList());
  }

  /** Who asked twice wanted it once. */
  private void join(List<Kept> kept, List<Asked> elsewhere) {
    kills++;
    for (int place = 0; place < kept.size(); place++) {
      Asked first = Engine.all(List.of(kept.get(place).answer)).getFirst();
      asked.add(first.and(elsewhere.get(place)));
    }
  }

  /**
   * Who is not where he shall be in time counts for nothing: on a machine that is slow enough a dry
   * run may have passed where no other passes.
   */
  private void awaitAll(String what, List<Kept> kept, boolean doneIsEnough) {
    try {
      Patience.until(
          PATIENCE,
          what,
          () ->
              kept.stream()
                  .allMatch(each -> isKept(each.cell) || (doneIsEnough && each.answer.isDone())));
    } catch (IllegalStateException never) {
      return;
    }
  }

  private boolean isKept(Cell cell) {
    return gate.keptAt(cell.wish.subject()).isPresent();
  }

  private List<LedgerEntry> awaitCalm() {
    return Calm.await(lives.caller(), world, PATIENCE);
  }

  private List<LedgerEntry> awaitAftercare() {
    return Calm.awaitAftercare(lives.caller(), world, PATIENCE);
  }

  private List<String> neverLookedAfter() {
    return LedgerEntry.all(lives.caller()).stream()
        .filter(LedgerEntry::awaitsAftercare)
        .map(entry -> "never looked after: " + entry)
        .toList();
  }

  private MatrixRow row(String mode, List<LedgerEntry> ledger) {
    return new MatrixRow(
        world.variant(), mode, Map.copyOf(places), kills, Audit.violations(world, ledger, asked));
  }
}
