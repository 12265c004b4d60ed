package dev.executionworkers.adapter.out.journal.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecentKeysTest {
  private static final long MINUTE = 60_000;

  private final RecentKeys keys = new RecentKeys();

  @Test
  void findsTheLatest() {
    keys.put(7, 1, MINUTE);
    keys.put(7, 3, 5 * MINUTE);
    keys.put(7, 2, 3 * MINUTE);
    keys.put(0, 4, MINUTE);

    assertThat(keys.find(7)).hasValue(3);
    assertThat(keys.find(0)).hasValue(4);
    assertThat(keys.find(8)).isEmpty();
  }

  @Test
  void findsWhatWasBegunLongBeforeTheRest() {
    long latest = 5L * Integer.MAX_VALUE;
    keys.put(7, latest, MINUTE);
    keys.put(8, 1, MINUTE);
    keys.put(9, latest + 1, MINUTE);

    assertThat(keys.find(7)).hasValue(latest);
    assertThat(keys.find(8)).hasValue(1);
    assertThat(keys.find(9)).hasValue(latest + 1);
  }

  @Test
  void forgetsNothingTooEarlyAndNotMuchTooLate() {
    keys.put(7, 1, 10 * MINUTE);

    keys.forget(10 * MINUTE);
    assertThat(keys.find(7)).hasValue(1);
    keys.forget(10 * MINUTE + 15_000);
    assertThat(keys.find(7)).isEmpty();
  }

  @Test
  void agreesWithAnOrdinaryMap() {
    Random random = new Random(42);
    Map<Long, Long> expected = new HashMap<>();
    for (long number = 1; number <= 100_000; number++) {
      // Many meet in few places, and some come again.
      long hash = random.nextLong() & 0xffff_0000_0001_ffffL;
      keys.put(hash, number, random.nextInt(20) * MINUTE);
      expected.put(hash, number);
    }

    expected.forEach((hash, number) -> assertThat(keys.find(hash)).hasValue(number));
    assertThat(random.longs(1_000).filter(hash -> !expected.containsKey(hash)))
        .allSatisfy(hash -> assertThat(keys.find(hash)).isEmpty());
  }
}
