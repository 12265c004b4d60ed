package dev.executionworkers.limits;

import dev.executionworkers.domain.command.Command;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/**
 * What came of a rush.
 *
 * @param made what somebody got, in the order in which they got it
 * @param creations how many repositories GitHub has made
 * @param repositories how many there are
 */
record Report(
    List<Made> made,
    int creations,
    int repositories,
    int writes,
    int requests,
    int writesSideBySide,
    List<String> violations) {

  /**
   * What somebody got.
   *
   * @param asked how long after the start they first asked for it
   * @param after how long after the start they had it
   */
  record Made(String owner, Command command, Duration asked, Duration after) {}

  /**
   * How much of what GitHub allows was used, from 0 to 1, while more was wanted than it allows:
   * until nine of ten had what they wanted. The last ones are late because they ask seldom.
   */
  double use() {
    int most = made.size() * 9 / 10;
    Duration ideal = Rush.PACE.untilNext(List.of(), Instant.EPOCH, most - 1);
    return (double) ideal.toMillis() / made.get(most - 1).after().toMillis();
  }

  /** When the last of the owner's was had. */
  Duration after(String owner) {
    return after(each -> each.owner().equals(owner));
  }

  /** When the last of a kind was had. */
  Duration after(Class<? extends Command> kind) {
    return after(each -> kind.isInstance(each.command()));
  }

  private Duration after(Predicate<Made> which) {
    return made.stream().filter(which).map(Made::after).max(Duration::compareTo).orElseThrow();
  }

  /** How many others' were had, at the most, while one of the owner's was waited for. */
  long mostAhead(String owner) {
    return made.stream()
        .filter(each -> each.owner().equals(owner))
        .mapToLong(mine ->
            made.stream()
                .filter(other -> !other.owner().equals(owner))
                .filter(other -> other.after().compareTo(mine.asked()) > 0)
                .filter(other -> other.after().compareTo(mine.after()) < 0)
                .count())
        .max()
        .orElseThrow();
  }
}
