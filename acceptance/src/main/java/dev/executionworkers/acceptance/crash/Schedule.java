package dev.executionworkers.acceptance.crash;

import dev.executionworkers.acceptance.Entrance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What happens in one run of chaos, and when. All of it follows from the seed; how the threads of
 * real processes interleave does not, so a seed that has failed once is likely to fail again, and
 * not certain to.
 *
 * @param roughness how likely a request to a foreign system suffers a fault
 */
record Schedule(long seed, Variant variant, double roughness, List<Timed> events) {
  /** When the weather clears. */
  static final Duration STORM = Duration.ofSeconds(5);

  private static final int WISHES = 10;
  private static final long LAST_WISH_MILLIS = 3_500;
  private static final int SUBJECTS_OF_A_KIND = 2;

  /** One in so many runs of replicas lets one stand still until its leases have run out. */
  private static final int LONG_STILLS = 20;

  /** Longer than any lease. */
  private static final Duration BEYOND_LEASES = Duration.ofSeconds(80);

  /** Something that happens. */
  sealed interface Happening {
    /** The engine wants something of the subject with that number. */
    record Wanted(Wish.Kind kind, int subject) implements Happening {}

    /** SIGKILL, and another process after a while. */
    record Killed(int replica, Duration down) implements Happening {}

    /** SIGTERM, and another process after a while. */
    record Terminated(int replica, Duration down) implements Happening {}

    /** SIGSTOP, and SIGCONT after a while. */
    record StandsStill(int replica, Duration time) implements Happening {}

    /** A foreign system cannot be reached for a while. */
    record PeerAway(Peer peer, Duration time) implements Happening {}

    /** Harbor answers 401 to everybody for a while, as it does without its database. */
    record HarborWithoutDatabase(Duration time) implements Happening {}

    /** The journal's database cannot be reached for a while. */
    record DatabaseAway(Duration time) implements Happening {}

    /** The journal's database does what it is asked to, and the answer gets lost. */
    record CommitAnswerLost() implements Happening {}
  }

  /** A foreign system. */
  enum Peer {
    GITHUB,
    REGISTRY,
    DELEGATED,
    SINK
  }

  record Timed(Duration at, Happening what) {}

  /** One in so many runs goes by Temporal. */
  private static final int RUNS_BY_TEMPORAL = 4;

  static Schedule of(long seed) {
    var random = new SplittableRandom(seed);
    Store.Kind store = pick(random, Store.Kind.values());
    var events = new ArrayList<Timed>();
    for (int wish = 0; wish < WISHES; wish++) {
      events.add(new Timed(millis(random, 0, LAST_WISH_MILLIS), wanted(random)));
    }
    int disasters = random.nextInt(1, 6);
    for (int disaster = 0; disaster < disasters; disaster++) {
      Duration at = millis(random, 200, STORM.toMillis());
      events.add(new Timed(at, store == Store.Kind.SQLITE ? disaster(random, 1) : shared(random)));
    }
    if (store == Store.Kind.POSTGRES && random.nextInt(LONG_STILLS) == 0) {
      events.add(
          new Timed(
              millis(random, 200, LAST_WISH_MILLIS),
              new Happening.StandsStill(random.nextInt(replicas(store)), BEYOND_LEASES)));
    }
    events.sort(Comparator.comparing(Timed::at));
    Strategy strategy = pick(random, Strategy.values());
    return new Schedule(
        seed,
        new Variant(entrance(seed), store, strategy),
        random.nextDouble(0, 0.35),
        List.copyOf(events));
  }

  private static Entrance entrance(long seed) {
    return Math.floorMod(seed, RUNS_BY_TEMPORAL) == 0 ? Entrance.TEMPORAL : Entrance.HTTP;
  }

  /** The same, all asked by that entrance. */
  Schedule by(Entrance other) {
    return new Schedule(seed, variant.by(other), roughness, events);
  }

  /** How many processes share a store. */
  static int replicas(Store.Kind store) {
    return switch (store) {
      case SQLITE -> 1;
      case POSTGRES -> 2;
    };
  }

  /** Half of all wishes are rotations: they have the most to lose. */
  private static Happening wanted(SplittableRandom random) {
    Wish.Kind kind = random.nextBoolean() ? Wish.Kind.ROTATION : pick(random, Wish.Kind.values());
    return new Happening.Wanted(kind, random.nextInt(SUBJECTS_OF_A_KIND));
  }

  private static Happening shared(SplittableRandom random) {
    return switch (random.nextInt(4)) {
      case 0 -> new Happening.DatabaseAway(millis(random, 200, 4_000));
      case 1 -> new Happening.CommitAnswerLost();
      default -> disaster(random, replicas(Store.Kind.POSTGRES));
    };
  }

  private static Happening disaster(SplittableRandom random, int replicas) {
    int replica = random.nextInt(replicas);
    return switch (random.nextInt(10)) {
      case 0, 1, 2, 3 -> new Happening.Killed(replica, millis(random, 0, 1_000));
      case 4 -> new Happening.Terminated(replica, millis(random, 0, 500));
      case 5, 6 -> new Happening.StandsStill(replica, millis(random, 100, 4_000));
      case 7 -> new Happening.HarborWithoutDatabase(millis(random, 100, 3_000));
      default -> new Happening.PeerAway(pick(random, Peer.values()), millis(random, 100, 3_000));
    };
  }

  private static Duration millis(SplittableRandom random, long from, long to) {
    return Duration.ofMillis(random.nextLong(from, to));
  }

  private static <T> T pick(SplittableRandom random, T[] from) {
    return from[random.nextInt(from.length)];
  }
}
