package dev.executionworkers.acceptance.crash;

import dev.executionworkers.acceptance.Patience;
import dev.executionworkers.acceptance.crash.Engine.Asked;
import dev.executionworkers.simulators.wire.Fault;
import dev.executionworkers.simulators.wire.Reply;
import dev.executionworkers.simulators.wire.SimulatedServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Kills the service while it ends in good order. What cannot be done now, and nobody waits for any
 * more, it gives back when it is told to end; it is killed before and after it has. For rotations
 * that is past their point of no return. Used by one thread.
 */
final class KillsAtRelease implements AutoCloseable {
  /** So short that the engine soon gives up. */
  private static final Map<String, String> SETTINGS =
      Map.of("ROTATION_REPLAY_WINDOW", "1h", "REQUEST_DEADLINE", "1s", "SHUTDOWN_GRACE", "5m");

  /** Nothing but a failure takes as long. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final Duration CALLERS_PATIENCE = Duration.ofMinutes(5);
  private static final List<Duration> ONCE_MORE = List.of(Duration.ofMillis(100));
  private static final Fault UNAVAILABLE = new Fault.Answer(Reply.empty(503));

  private final World world;
  private final Gatekeeper gate = Gatekeeper.start();
  private final Lives lives;
  private final Engine engine;
  private final List<Asked> inVain = new ArrayList<>();

  private KillsAtRelease(World world) {
    this.world = world;
    this.lives = new Lives(world, CALLERS_PATIENCE);
    this.engine = world.engine(lives::caller, ONCE_MORE, CALLERS_PATIENCE);
  }

  static MatrixRow run(Variant variant, List<Wish.Kind> kinds) {
    try (World world = World.create(variant);
        KillsAtRelease kills = new KillsAtRelease(world)) {
      return kills.run(kinds);
    }
  }

  @Override
  public void close() {
    engine.close();
    lives.close();
    gate.close();
  }

  private MatrixRow run(List<Wish.Kind> kinds) {
    forEachPeer(peer -> peer.faults().always(_ -> true, UNAVAILABLE));
    Map<Wish, Integer> stops = stops(kinds);
    askInVain(stops);
    lives.terminate();
    Map<Wish.Kind, Integer> places = awaitKept(stops);
    lives.kill();
    gate.open();
    forEachPeer(peer -> peer.faults().clear());
    begin();
    Iterator<Asked> before = inVain.iterator();
    List<Asked> asked =
        askAll(inVain.stream().map(Asked::wish).toList()).stream()
            .map(again -> before.next().and(again))
            .toList();
    List<LedgerEntry> ledger = Calm.await(lives.caller(), world, PATIENCE);
    return new MatrixRow(
        world.variant(), "at release", places, 1, Audit.violations(world, ledger, asked));
  }

  /** Where each operation gives back what it has, from a process that ends undisturbed. */
  private Map<Wish, Integer> stops(List<Wish.Kind> kinds) {
    Map<Wish, Integer> dry = new LinkedHashMap<>();
    kinds.forEach(kind -> dry.put(world.newWish(kind), Gatekeeper.NOWHERE));
    askInVain(dry);
    lives.end();
    Map<Wish, Integer> stops = new LinkedHashMap<>();
    dry.keySet()
        .forEach(wish -> {
          List<Transition> passed = gate.passed(wish.subject());
          for (int place = 0; place < passed.size(); place++) {
            if (passed.get(place).method().equals("release")) {
              stops.put(world.newWish(wish.kind()), place);
            }
          }
        });
    return stops;
  }

  /** Until the engine has given all up. */
  private void askInVain(Map<Wish, Integer> stops) {
    begin();
    stops.forEach((wish, stop) -> gate.watch(wish.subject(), stop));
    inVain.addAll(askAll(stops.keySet()));
  }

  private List<Asked> askAll(Collection<Wish> wishes) {
    return Engine.all(wishes.stream().map(engine::ask).toList());
  }

  /** Who is not where he shall be in time counts for nothing. */
  private Map<Wish.Kind, Integer> awaitKept(Map<Wish, Integer> stops) {
    try {
      Patience.until(
          PATIENCE, "all are kept", () -> stops.keySet().stream().allMatch(this::isKept));
    } catch (IllegalStateException never) {
      // The row says how many there were.
    }
    return stops.keySet().stream()
        .filter(this::isKept)
        .collect(Collectors.toMap(Wish::kind, _ -> 1, Integer::sum));
  }

  private boolean isKept(Wish wish) {
    return gate.keptAt(wish.subject()).isPresent();
  }

  private void begin() {
    Map<String, String> settings = new HashMap<>(SETTINGS);
    settings.put("JAVA_OPTS", gate.javaOptions());
    lives.begin(settings);
  }

  /**
   * Harbor and the façade are there, so that rotations come to be past their point of no return.
   */
  private void forEachPeer(Consumer<SimulatedServer> change) {
    List.of(world.systems().github().server(), world.systems().delegated().server())
        .forEach(change);
  }
}
