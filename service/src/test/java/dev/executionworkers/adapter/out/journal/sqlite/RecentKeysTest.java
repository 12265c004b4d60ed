package dev.executionworkers.adapter.out.journal.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecentKeysTest {
  private static final long MINUTE = 60_000;

  private final RecentKeys keys = new RecentKeys();

  @Test
  void findsTheLatestFirst() {
    keys.put(hash(7), 1, MINUTE);
    keys.put(hash(7), 3, 5 * MINUTE);
    keys.put(hash(7), 2, 3 * MINUTE);
    keys.put(hash(0), 4, MINUTE);

    assertThat(keys.find(hash(7))).containsExactly(3L, 2L, 1L);
    assertThat(keys.find(hash(0))).containsExactly(4L);
    assertThat(keys.find(hash(8))).isEmpty();
  }

  @Test
  void findsWhatWasBegunLongBeforeTheRest() {
    long latest = 5L * Integer.MAX_VALUE;
    keys.put(hash(7), latest, MINUTE);
    keys.put(hash(8), 1, MINUTE);
    keys.put(hash(9), latest + 1, MINUTE);

    assertThat(keys.find(hash(7))).containsExactly(latest);
    assertThat(keys.find(hash(8))).containsExactly(1L);
    assertThat(keys.find(hash(9))).containsExactly(latest + 1);
  }

  @Test
  void forgetsNothingTooEarlyAndNotMuchTooLate() {
    keys.put(hash(7), 1, 10 * MINUTE);

    keys.forget(10 * MINUTE);
    assertThat(keys.find(hash(7))).containsExactly(1L);
    keys.forget(10 * MINUTE + 15_000);
    assertThat(keys.find(hash(7))).isEmpty();
  }

  @Test
  void missesNothingHoweverManyThereAre() {
    Random random = new Random(42);
    Map<Long, Deque<Long>> places = new HashMap<>();
    for (long number = 1; number <= 300_000; number++) {
      // Some come again, and their times come in no order.
      long hash = number % 100 == 0 ? number % 300 : random.nextLong();
      keys.put(hash, number, random.nextInt(20) * MINUTE);
      places.computeIfAbsent(hash, _ -> new ArrayDeque<>()).addFirst(number);
    }

    places.forEach((hash, numbers) -> assertThat(keys.find(hash)).containsSubsequence(numbers));
  }

  @Test
  void seldomHasSomebodyLookForNothing() {
    Random random = new Random(42);
    for (long number = 1; number <= 300_000; number++) {
      keys.put(random.nextLong(), number, number / 30_000 * MINUTE);
    }

    assertThat(random.longs(10_000).filter(hash -> !keys.find(hash).isEmpty()).count())
        .isLessThan(120);
  }

  /** One that is told apart from all others of these. */
  private static long hash(long number) {
    return number << 52;
  }
}
