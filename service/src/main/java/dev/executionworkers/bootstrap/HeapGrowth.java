package dev.executionworkers.bootstrap;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import javax.management.NotificationEmitter;

/**
 * Has the heap collected before it grows. The parallel collector lets garbage pile up in the old
 * generation until that is as large as it may ever be, and keeps the memory: a thousand callers
 * made a process of 400 MB out of {@code -Xmx256m}, and one of 2.6 GB within a minute where nothing
 * was said, with 40 MB in use. Here the old generation may be half as large again as what is in use
 * in it; going beyond that has it collected first.
 *
 * <p>Whoever takes another collector by {@code JAVA_OPTS} gets what that one does. Not thread-safe:
 * the JVM tells of its memory on one thread.
 */
final class HeapGrowth {
  private static final String OLD_GENERATION = "PS Old Gen";

  /** Collecting less than this more often saves nothing that anybody would see. */
  private static final long FREE_FOR_ALL_BYTES = 48L * 1024 * 1024;

  private final Generation generation;
  private final Runnable collection;

  /** The part of the heap that grows. */
  interface Generation {

    /** What is in it, garbage included. */
    long usedBytes();

    /** The most that it may ever hold. */
    long mostBytes();

    /** From now on somebody is told when a collection leaves at least so much in it. */
    void tellAt(long bytes);
  }

  /**
   * @param collection has the whole heap collected, and returns when that is done
   */
  HeapGrowth(Generation generation, Runnable collection) {
    this.generation = generation;
    this.collection = collection;
  }

  /** Keeps the heap of this process small, for as long as it lives. */
  static void limit() {
    ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getName().equals(OLD_GENERATION))
        .forEach(HeapGrowth::watch);
  }

  private static void watch(MemoryPoolMXBean pool) {
    HeapGrowth growth = new HeapGrowth(new Pool(pool), System::gc);
    // It tells of thresholds alone, and there is no other than the one set here.
    NotificationEmitter memory = (NotificationEmitter) ManagementFactory.getMemoryMXBean();
    memory.addNotificationListener((notification, handback) -> growth.reached(), null, null);
    growth.begin();
  }

  /** Sets the first limit. */
  void begin() {
    generation.tellAt(Math.min(FREE_FOR_ALL_BYTES, generation.mostBytes()));
  }

  /** The limit is reached: collects, and sets the next one. */
  void reached() {
    collection.run();
    long used = generation.usedBytes();
    long next = Math.max(FREE_FOR_ALL_BYTES, used + used / 2);
    generation.tellAt(Math.min(next, generation.mostBytes()));
  }

  private record Pool(MemoryPoolMXBean pool) implements Generation {
    @Override
    public long usedBytes() {
      return pool.getUsage().getUsed();
    }

    @Override
    public long mostBytes() {
      return pool.getUsage().getMax();
    }

    @Override
    public void tellAt(long bytes) {
      pool.setUsageThreshold(bytes);
    }
  }
}
