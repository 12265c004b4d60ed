package dev.executionworkers.bootstrap;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;

/**
 * Whether as many kernel threads can be had as the service needs. Where they run out later, virtual
 * threads hang for want of one to run on, and nobody is told.
 */
final class ThreadRoom {
  /** Beside those of the start: twice what it was seen to make under load. */
  static final int NEEDED = 32;

  private ThreadRoom() {}

  /** Makes so many threads, which end at once when all are there or one cannot be made. */
  static boolean isThere(int threads, ThreadFactory factory) {
    CountDownLatch over = new CountDownLatch(1);
    try {
      for (int i = 0; i < threads; i++) {
        factory.newThread(() -> await(over)).start();
      }
      return true;
    } catch (OutOfMemoryError limit) {
      return false;
    } finally {
      over.countDown();
    }
  }

  private static void await(CountDownLatch over) {
    try {
      over.await();
    } catch (InterruptedException e) {
      // Whoever interrupts wants it to end, and so it does.
      Thread.currentThread().interrupt();
    }
  }
}
