package dev.executionworkers.port.out;

import dev.executionworkers.port.out.Journal.Claim;
import dev.executionworkers.port.out.Journal.Intent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What a claim must come to, in the plainest words. */
sealed interface Expected {

  /** Nothing begins. */
  record Told(Claim claim) implements Expected {}

  /** An execution that nobody works on goes on. */
  record GoesOn(Fact fact) implements Expected {}

  /**
   * A new one begins.
   *
   * @param outboundKey an earlier one's, which it continues
   */
  record Begins(Optional<String> outboundKey, boolean inDoubt) implements Expected {}

  static Expected of(Intent intent, List<Fact> facts) {
    Optional<Fact> earlier =
        intent.resumes().isPresent()
            ? newest(facts, fact -> intent.resumes().equals(Optional.of(fact.id)))
            : newest(facts, fact -> fact.key.equals(intent.key()))
                .filter(fact -> counts(fact, intent));
    if (intent.resumes().isPresent() && !intent.resumes().equals(earlier.map(fact -> fact.id))) {
      return new Told(new Claim.NothingToResume());
    }
    if (earlier.isPresent() && !earlier.get().fingerprint.equals(intent.fingerprint())) {
      return new Told(new Claim.KeyReused());
    }
    Optional<Fact> inLane = newestIn(facts, intent.lane());
    if (earlier.isPresent() && answers(earlier.get(), intent, inLane)) {
      return new Told(
          new Claim.Settled(earlier.get().id, earlier.get().end.orElseThrow().outcome()));
    }
    if (earlier.isPresent() && earlier.get().holder.isPresent()) {
      return new Told(
          earlier.get().isOver()
              ? new Claim.HeldElsewhere(earlier.get().id)
              : new Claim.RunsElsewhere(earlier.get().id));
    }
    if (inLane.isPresent() && isBefore(inLane.get(), intent)) {
      return new Told(new Claim.HeldElsewhere(inLane.get().id));
    }
    return earlier
        .filter(fact -> !fact.isOver() || continues(fact, intent))
        .<Expected>map(fact ->
            fact.isOver()
                ? new Begins(Optional.of(fact.outboundKey), fact.inDoubt)
                : new GoesOn(fact))
        .orElseGet(() -> new Begins(Optional.empty(), false));
  }

  /** The one that entered a lane last; one that left it as it was has never been there. */
  static Optional<Fact> newestIn(List<Fact> facts, Optional<String> lane) {
    return newest(
        facts, fact -> lane.isPresent() && fact.lane().equals(lane) && !fact.leftLaneAsItWas);
  }

  /** Whether it can be looked after: its time has come, and nothing unfinished is in its lane. */
  static boolean isDue(List<Fact> facts, Fact fact, Instant now) {
    return fact.isDue(now)
        && newestIn(facts, fact.lane()).filter(newest -> !newest.isOver()).isEmpty();
  }

  private static Optional<Fact> newest(List<Fact> facts, Predicate<Fact> which) {
    return facts.reversed().stream().filter(which).findFirst();
  }

  private static boolean counts(Fact fact, Intent intent) {
    return !fact.isOver() || age(fact, intent).compareTo(intent.replay().longest()) < 0;
  }

  private static boolean answers(Fact fact, Intent intent, Optional<Fact> newestInLane) {
    if (!fact.isOver()) {
      return false;
    }
    boolean superseded = newestInLane.isPresent() && newestInLane.get() != fact;
    return intent.resumes().isPresent()
        || (intent.replay().replays(fact.end.orElseThrow().outcome(), age(fact, intent))
            && !superseded);
  }

  private static boolean isBefore(Fact other, Intent intent) {
    return other.holder.isPresent() || (!other.isOver() && !other.key.equals(intent.key()));
  }

  private static boolean continues(Fact fact, Intent intent) {
    return intent.replay().continues(fact.end.orElseThrow().outcome(), age(fact, intent));
  }

  private static Duration age(Fact fact, Intent intent) {
    return Duration.between(fact.end.orElseThrow().at(), intent.at()).abs();
  }
}
