package dev.executionworkers.adapter.out.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private final Turns<String> turns = new Turns<>();

  @Test
  void nothingIsLostBetweenManyThatReadAndWriteUnderOneKey() throws InterruptedException {
    int[] count = {0};
    List<Thread> threads = new ArrayList<>();
    for (int number = 0; number < 8; number++) {
      threads.add(
          Thread.ofPlatform()
              .start(() -> {
                for (int round = 0; round < 1_000; round++) {
                  turns.take("a", () -> count[0]++);
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(count[0]).isEqualTo(8_000);
    assertThat(turns.size()).isZero();
  }

  @Test
  void otherKeysDoNotWait() throws InterruptedException {
    var done = new CountDownLatch(1);
    int value =
        turns.take(
            "a",
            () -> {
              Thread.ofVirtual().start(() -> turns.take("b", () -> count(done)));
              awaitDone(done);
              return 7;
            });
    assertThat(value).isEqualTo(7);
  }

  @Test
  void workThatFailsGivesItsTurnBack() {
    var calls = new AtomicInteger();
    assertThatThrownBy(() ->
            turns.take(
                "a",
                () -> {
                  throw new IllegalStateException("torn");
                }))
        .hasMessage("torn");
    assertThat(turns.size()).isZero();
    assertThat(turns.take("a", calls::incrementAndGet)).isEqualTo(1);
  }

  private static boolean count(CountDownLatch latch) {
    latch.countDown();
    return true;
  }

  private static void awaitDone(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
