package dev.executionworkers.port.out;

import dev.executionworkers.port.out.Journal.Claim;
import dev.executionworkers.port.out.Journal.Intent;

/** How the pipeline uses a journal: what cannot be had now is asked for again. */
public final class Patiently {
  private static final int TRIES = 100;

  private Patiently() {}

  /** Claims, also when so many ask at once that not every one gets through to the store in time. */
  public static Claim claim(Journal journal, Intent intent) {
    for (int tried = 1; ; tried++) {
      try {
        return journal.claim(intent);
      } catch (JournalUnavailableException e) {
        if (tried == TRIES) {
          throw e;
        }
      }
    }
  }
}
