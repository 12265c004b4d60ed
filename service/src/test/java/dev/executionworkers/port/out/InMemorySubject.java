package dev.executionworkers.port.out;

import dev.executionworkers.adapter.out.journal.InMemoryJournal;
import dev.executionworkers.port.out.Journal.Lease;
import java.time.InstantSource;
import java.util.Collection;
import java.util.OptionalLong;

/** The journal's fake, to be put through histories. */
public class InMemorySubject implements JournalHistories.Subject {
  private final InMemoryJournal journal;

  public InMemorySubject(InstantSource clock) {
    this.journal = new InMemoryJournal(clock);
  }

  @Override
  public Journal journal() {
    return journal;
  }

  @Override
  public Ledger ledger() {
    return journal.ledger();
  }

  /** It would die with its process; what it holds is let go instead. */
  @Override
  public void crash(Collection<Lease> held) {
    held.forEach(journal::release);
  }

  @Override
  public OptionalLong secretsKept() {
    return OptionalLong.empty();
  }

  @Override
  public void close() {
    journal.close();
  }
}
