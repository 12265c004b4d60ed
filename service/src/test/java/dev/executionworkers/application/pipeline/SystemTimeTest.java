package dev.executionworkers.application.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.port.out.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The real clock and real threads. Nothing here waits for time but for what is shorter than it. */
@Timeout(60)
class SystemTimeTest {
  private final SystemTime time = new SystemTime();
  private final Time.Monitor monitor = time.monitor();

  @Test
  void tellsTheTime() {
    Instant before = Instant.now();

    assertThat(time.now()).isBetween(before, Instant.now());
  }

  @Test
  void runsATaskOnAVirtualThreadOfThatName() {
    CompletableFuture<Thread> ran = new CompletableFuture<>();

    time.fork("a-name", () -> ran.complete(Thread.currentThread()));

    assertThat(ran.join().isVirtual()).isTrue();
    assertThat(ran.join().getName()).isEqualTo("a-name");
  }

  @Test
  void handsOnWhatASectionGives() {
    assertThat(monitor.<String>change(() -> "changed")).isEqualTo("changed");
    assertThat(monitor.<String>look(() -> "seen")).isEqualTo("seen");
  }

  @Test
  void runsSectionsOneAtATime() {
    int[] count = {0};
    CompletableFuture<?>[] counting =
        Stream.generate(() ->
                async(() -> {
                  for (int round = 0; round < 1000; round++) {
                    monitor.change(() -> count[0]++);
                    monitor.look(() -> count[0]--);
                    monitor.change(() -> count[0]++);
                  }
                }))
            .limit(16)
            .toArray(CompletableFuture[]::new);

    CompletableFuture.allOf(counting).join();

    assertThat(monitor.<Integer>look(() -> count[0])).isEqualTo(16_000);
  }

  @Test
  void doesNotWaitForWhatHolds() {
    assertThat(monitor.awaitUntil(() -> true, Instant.MIN)).isTrue();
    assertThat(monitor.awaitUntil(() -> true, Instant.MAX)).isTrue();
  }

  @Test
  void doesNotWaitForAMomentThatHasBeen() {
    assertThat(monitor.awaitUntil(() -> false, time.now())).isFalse();
    assertThat(monitor.awaitUntil(() -> false, Instant.MIN)).isFalse();
  }

  @Test
  void waitsUntilTheMomentHasCome() {
    Instant until = time.now().plus(Duration.ofMillis(20));

    assertThat(monitor.awaitUntil(() -> false, until)).isFalse();
    assertThat(time.now()).isAfterOrEqualTo(until);
  }

  @Test
  void aClockThatIsPutBackProlongsNoWait() {
    Instant start = Instant.now();
    SystemTime moved = movedOnceLookedAt(start, Duration.ofHours(-1));

    assertThat(moved.monitor().awaitUntil(() -> false, start.plusMillis(5))).isFalse();
  }

  @Test
  void aClockThatIsPutForwardEndsNoWaitEarly() {
    Instant start = Instant.now();
    Time.Monitor waits = movedOnceLookedAt(start, Duration.ofHours(2)).monitor();
    int[] looks = {0};
    AtomicReference<Boolean> held = new AtomicReference<>();

    CompletableFuture<?> waiting =
        async(() ->
            held.set(waits.awaitUntil(() -> ++looks[0] > 2, start.plus(Duration.ofHours(1)))));
    while (!waiting.isDone()) {
      waits.change(() -> "woken");
    }

    assertThat(held).hasValue(true);
  }

  private static SystemTime movedOnceLookedAt(Instant start, Duration by) {
    AtomicInteger looks = new AtomicInteger();
    return new SystemTime(() -> looks.getAndIncrement() == 0 ? start : start.plus(by));
  }

  /** The far end of time must overflow nothing. */
  @Test
  void everyoneWhoWaitsLooksAgainAfterAChange() {
    boolean[] open = {false};
    CountDownLatch looked = new CountDownLatch(8);
    CompletableFuture<?>[] waiting =
        Stream.generate(() ->
                async(() -> {
                  monitor.awaitUntil(
                      () -> {
                        looked.countDown();
                        return open[0];
                      },
                      Instant.MAX);
                }))
            .limit(8)
            .toArray(CompletableFuture[]::new);
    async(() -> await(looked)).join();

    monitor.change(() -> open[0] = true);

    CompletableFuture.allOf(waiting).join();
    assertThat(waiting).allMatch(CompletableFuture::isDone);
  }

  @Test
  void aConditionIsLookedAtAlone() {
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CompletableFuture<?>[] waiting =
        Stream.generate(() ->
                async(() -> {
                  int[] looks = {0};
                  monitor.awaitUntil(
                      () -> {
                        most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                        Thread.onSpinWait();
                        inside.decrementAndGet();
                        return ++looks[0] > 1;
                      },
                      time.now().plus(Duration.ofMillis(5)));
                }))
            .limit(8)
            .toArray(CompletableFuture[]::new);

    CompletableFuture.allOf(waiting).join();

    assertThat(most).hasValue(1);
  }

  @Test
  void anInterruptEndsTheWaitAndIsKept() {
    AtomicReference<Boolean> interrupted = new AtomicReference<>();
    AtomicReference<Boolean> held = new AtomicReference<>();
    CompletableFuture<Thread> waiter = new CompletableFuture<>();
    CompletableFuture<?> waiting =
        async(() -> {
          waiter.complete(Thread.currentThread());
          held.set(monitor.awaitUntil(() -> false, Instant.MAX));
          interrupted.set(Thread.currentThread().isInterrupted());
        });

    waiter.join().interrupt();
    waiting.join();

    assertThat(held).hasValue(false);
    assertThat(interrupted).hasValue(true);
  }

  private CompletableFuture<?> async(Runnable task) {
    CompletableFuture<String> done = new CompletableFuture<>();
    time.fork(
        "test",
        () -> {
          try {
            task.run();
            done.complete("");
          } catch (Throwable thrown) {
            done.completeExceptionally(thrown);
          }
        });
    return done;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
