package dev.executionworkers.adapter.out.journal;

import dev.executionworkers.port.out.History;
import dev.executionworkers.port.out.InMemorySubject;
import dev.executionworkers.port.out.JournalHistories;
import java.time.InstantSource;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.state.ActionChain;

class InMemoryHistoriesTest extends JournalHistories {

  @Property(tries = 200)
  void keepsItsPromisesOverAnyHistory(@ForAll("histories") ActionChain<History> history) {
    keepsItsPromises(history);
  }

  @Override
  protected Subject start(InstantSource clock) {
    return new InMemorySubject(clock);
  }
}
