package dev.executionworkers.adapter.out.journal;

import dev.executionworkers.port.out.Journal.Claim;
import dev.executionworkers.port.out.Journal.Intent;
import java.time.Duration;
import java.util.Optional;

/** What a claim comes to, whatever the store. */
public sealed interface Verdict {

  /** Nothing is begun. */
  record Answered(Claim claim) implements Verdict {}

  /**
   * An unfinished execution without a live owner goes on. Whether its former owner's last attempt
   * had its effect is not known.
   */
  record GoOn(Known earlier) implements Verdict {}

  /**
   * A new execution begins.
   *
   * @param outboundKey an earlier execution's when this one continues it
   */
  record Begin(String outboundKey, boolean effectInDoubt) implements Verdict {}

  /**
   * Decides a claim.
   *
   * @param sameKey the execution that the intent resumes, or else the newest under its key
   * @param newestInLane the newest execution in the intent's lane
   */
  static Verdict on(Intent intent, Optional<Known> sameKey, Optional<Known> newestInLane) {
    Optional<Known> earlier =
        sameKey.filter(known -> intent.resumes().isPresent() || stillCounts(intent, known));
    if (intent.resumes().isPresent() && !intent.resumes().equals(earlier.map(Known::id))) {
      return new Answered(new Claim.NothingToResume());
    }
    if (earlier.isPresent() && !earlier.get().fingerprint().equals(intent.fingerprint())) {
      return new Answered(new Claim.KeyReused());
    }
    boolean newest =
        earlier.isPresent()
            && newestInLane.map(known -> known.id().equals(earlier.get().id())).orElse(true);
    return earlier
        .flatMap(known -> replay(intent, known, newest))
        .or(() -> inTheWay(intent, earlier, newestInLane))
        .<Verdict>map(Answered::new)
        .orElseGet(() -> earlier.map(known -> after(intent, known)).orElseGet(() -> anew(intent)));
  }

  private static boolean stillCounts(Intent intent, Known known) {
    return known
        .end()
        .map(end -> age(intent, end).compareTo(intent.replay().longest()) < 0)
        .orElse(true);
  }

  private static Optional<Claim> replay(Intent intent, Known earlier, boolean newest) {
    return earlier
        .end()
        .filter(end ->
            intent.resumes().isPresent()
                || (intent.replay().replays(end.outcome(), age(intent, end))
                    && (newest || !intent.replay().onlyWhileNewest())))
        .map(end -> new Claim.Settled(earlier.id(), end.outcome()));
  }

  /** Whoever works under the key or in the lane, or is unfinished there and must be before us. */
  private static Optional<Claim> inTheWay(
      Intent intent, Optional<Known> earlier, Optional<Known> newestInLane) {
    return earlier
        .filter(Known::held)
        .<Claim>map(known ->
            known.isUnfinished()
                ? new Claim.RunsElsewhere(known.id())
                : new Claim.HeldElsewhere(known.id()))
        .or(() ->
            newestInLane
                .filter(known ->
                    known.held() || (known.isUnfinished() && !known.key().equals(intent.key())))
                .map(known -> new Claim.HeldElsewhere(known.id())));
  }

  private static Verdict after(Intent intent, Known earlier) {
    return earlier
        .end()
        .<Verdict>map(end ->
            intent.replay().continues(end.outcome(), age(intent, end))
                ? new Begin(earlier.outboundKey(), earlier.effectInDoubt())
                : anew(intent))
        .orElseGet(() -> new GoOn(earlier));
  }

  private static Verdict anew(Intent intent) {
    return new Begin(intent.proposed().value(), false);
  }

  /** What a clock that ran ahead has dated into the future would otherwise hold until then. */
  private static Duration age(Intent intent, Known.End end) {
    return Duration.between(end.at(), intent.at()).abs();
  }
}
