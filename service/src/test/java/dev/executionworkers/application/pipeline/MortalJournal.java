package dev.executionworkers.application.pipeline;

import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.port.out.ForwardingJournal;
import dev.executionworkers.port.out.Journal;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A journal at one of whose writes the thread that writes dies, as with its process: just before
 * what it writes is durable, or just after.
 */
final class MortalJournal extends ForwardingJournal {
  private final int deadlyWrite;
  private final boolean durable;
  private final AtomicInteger writes = new AtomicInteger();

  /**
   * @param deadlyWrite counted from 1
   * @param durable whether that write is
   */
  MortalJournal(Journal journal, int deadlyWrite, boolean durable) {
    super(journal);
    this.deadlyWrite = deadlyWrite;
    this.durable = durable;
  }

  /** Whether there were as many writes as that. */
  boolean wasDeadly() {
    return writes.get() >= deadlyWrite;
  }

  @Override
  public void record(Lease lease, String step, String value) {
    write(() -> super.record(lease, step, value));
  }

  @Override
  public void seal(Lease lease, String slot, Secret secret) {
    write(() -> super.seal(lease, slot, secret));
  }

  @Override
  public void finish(Lease lease, Ending ending) {
    write(() -> super.finish(lease, ending));
  }

  @Override
  public void lookedAfter(Lease lease, Optional<Instant> again) {
    write(() -> super.lookedAfter(lease, again));
  }

  private void write(Runnable write) {
    boolean deadly = writes.incrementAndGet() == deadlyWrite;
    if (!deadly || durable) {
      write.run();
    }
    if (deadly) {
      throw new IllegalStateException("died");
    }
  }
}
