package dev.executionworkers.adapter.out.journal;

import static dev.executionworkers.adapter.out.journal.Asked.SUCCESS;
import static dev.executionworkers.adapter.out.journal.Asked.begin;
import static dev.executionworkers.adapter.out.journal.Asked.finish;
import static dev.executionworkers.adapter.out.journal.Asked.provision;

import dev.executionworkers.port.out.Journal;
import dev.executionworkers.port.out.Journal.Intent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** How many executions a journal takes from beginning to end; to be read, not asserted. */
public final class Throughput {
  private static final int CALLERS = 64;

  private static final AtomicInteger NEXT = new AtomicInteger();

  private Throughput() {}

  /** Has as many callers as the budget names begin and finish for a while; outcomes a second. */
  public static double measure(Journal journal, Duration duration) throws InterruptedException {
    AtomicInteger done = new AtomicInteger();
    long start = System.nanoTime();
    long end = start + duration.toNanos();
    List<Thread> callers = new ArrayList<>();
    for (int caller = 0; caller < CALLERS; caller++) {
      callers.add(
          Thread.ofVirtual()
              .start(() -> {
                while (System.nanoTime() < end) {
                  Intent intent = provision("e" + NEXT.incrementAndGet());
                  finish(journal, begin(journal, intent), intent, SUCCESS);
                  done.incrementAndGet();
                }
              }));
    }
    for (Thread caller : callers) {
      caller.join();
    }
    return done.get() * 1e9 / (System.nanoTime() - start);
  }

  /** Measures and prints. */
  public static void print(String name, Journal journal) throws InterruptedException {
    measure(journal, Duration.ofSeconds(1));
    System.out.printf(
        Locale.ROOT,
        "%s: %,.0f outcomes/s at %d callers%n",
        name,
        measure(journal, Duration.ofSeconds(2)),
        CALLERS);
  }
}
