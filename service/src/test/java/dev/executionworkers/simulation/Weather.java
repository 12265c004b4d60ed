package dev.executionworkers.simulation;

import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.domain.outcome.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/** How much goes wrong, and when: drawn once per run, so that runs differ, and calm at the end. */
final class Weather {
  /**
   * Whatever was sent takes effect by then or never. Together with the longest freeze this is
   * shorter than a lease and the replay window, after which the last proof looks once more.
   */
  static final Duration LATEST_EFFECT = Duration.ofSeconds(90);

  private static final List<Problem> MOODS =
      List.of(Problem.REJECTED, Problem.CREDENTIALS_REJECTED, Problem.PERMISSION_DENIED);

  /** A peer that says no to everything for a while. */
  private record Mood(Peer peer, Problem problem, Instant from, Instant until) {}

  private final SplittableRandom random;
  private final Tally tally;
  private final int troublePercent;
  private final int crashPerMille;
  private final int lostCommitPerMille;
  private final List<Fault> faults = new ArrayList<>();
  private final List<Mood> moods = new ArrayList<>();
  private final Map<Peer, Set<Problem>> refused = new EnumMap<>(Peer.class);
  private boolean calm;

  /**
   * @param storm for how long things go wrong
   * @param overNetwork whether the store is reached over a network
   */
  Weather(SplittableRandom random, Duration storm, boolean overNetwork, Tally tally) {
    this.random = random;
    this.tally = tally;
    this.troublePercent = pick(0, 10, 25, 50);
    this.crashPerMille = pick(0, 4, 15, 40);
    this.lostCommitPerMille = overNetwork ? pick(0, 10, 40) : 0;
    for (Fault fault : Fault.values()) {
      if (fault != Fault.NONE && fault != Fault.REFUSED && random.nextInt(3) > 0) {
        faults.add(fault);
      }
    }
    for (Peer peer : Peer.values()) {
      if (random.nextInt(4) == 0) {
        Instant from = DeterministicTime.START.plus(upTo(storm));
        Problem problem = MOODS.get(random.nextInt(MOODS.size()));
        moods.add(new Mood(peer, problem, from, from.plus(upTo(Duration.ofMinutes(3)))));
      }
    }
  }

  /** From now on all is well. */
  void calm() {
    calm = true;
  }

  /** What happens to an exchange that begins now. */
  Fault fault(Peer peer, Instant now) {
    if (mood(peer, now).isPresent()) {
      return tallied(peer, Fault.REFUSED);
    }
    boolean trouble = !calm && !faults.isEmpty() && random.nextInt(100) < troublePercent;
    return trouble ? tallied(peer, faults.get(random.nextInt(faults.size()))) : Fault.NONE;
  }

  /** What the peer says no with. */
  Problem refusal(Peer peer, Instant now) {
    Problem problem = mood(peer, now).orElseThrow().problem();
    refused.computeIfAbsent(peer, _ -> new HashSet<>()).add(problem);
    return problem;
  }

  /** Whether the peer has ever said no so. */
  boolean hasRefused(Peer peer, Problem problem) {
    return refused.getOrDefault(peer, Set.of()).contains(problem);
  }

  /** Whether the process dies at this write. */
  boolean crashes() {
    return !calm && random.nextInt(1000) < crashPerMille;
  }

  /** Whether the answer of this commit is lost. */
  boolean losesCommit() {
    return !calm && random.nextInt(1000) < lostCommitPerMille;
  }

  /** Whether a change is confirmed that does not come into force, as under a concurrent one. */
  boolean losesChange() {
    return !calm && troublePercent > 0 && random.nextInt(12) == 0;
  }

  boolean oneIn(int many) {
    return random.nextInt(many) == 0;
  }

  Duration upTo(Duration longest) {
    return Duration.ofNanos(random.nextLong(longest.toNanos() + 1));
  }

  Duration between(Duration shortest, Duration longest) {
    return shortest.plus(upTo(longest.minus(shortest)));
  }

  int pick(int... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private Optional<Mood> mood(Peer peer, Instant now) {
    return moods.stream()
        .filter(mood ->
            !calm
                && mood.peer() == peer
                && !now.isBefore(mood.from())
                && now.isBefore(mood.until()))
        .findFirst();
  }

  private Fault tallied(Peer peer, Fault fault) {
    tally.count("fault: " + fault.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '));
    tally.trace(() -> peer.target() + " " + fault);
    return fault;
  }
}
