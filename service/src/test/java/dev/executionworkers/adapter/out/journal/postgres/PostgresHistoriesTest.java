package dev.executionworkers.adapter.out.journal.postgres;

import dev.executionworkers.port.out.History;
import dev.executionworkers.port.out.Journal;
import dev.executionworkers.port.out.Journal.Lease;
import dev.executionworkers.port.out.JournalHistories;
import dev.executionworkers.port.out.Ledger;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.LifecycleContext;
import net.jqwik.api.lifecycle.SkipExecutionHook;
import net.jqwik.api.state.ActionChain;
import org.opentest4j.TestAbortedException;

class PostgresHistoriesTest extends JournalHistories {

  @Property(tries = 10)
  @AddLifecycleHook(NoPostgres.class)
  void keepsItsPromisesOverAnyHistory(@ForAll("histories") ActionChain<History> history) {
    keepsItsPromises(history);
  }

  @Override
  protected Subject start(InstantSource clock) {
    TestDatabase.openEmpty().close();
    return new Replica(clock);
  }

  /** Skips where none can be started, as JUnit's own tests do. */
  static final class NoPostgres implements SkipExecutionHook {
    @Override
    public SkipResult shouldBeSkipped(LifecycleContext context) {
      try {
        TestDatabase.port();
        return SkipResult.doNotSkip();
      } catch (TestAbortedException e) {
        return SkipResult.skip(e.getMessage());
      }
    }
  }

  /** Its leases end with it, though not by themselves within a test. */
  private static final class Replica implements Subject {
    private final InstantSource clock;
    private PostgresJournal journal;

    Replica(InstantSource clock) {
      this.clock = clock;
      this.journal = open();
    }

    private PostgresJournal open() {
      PostgresConfig config = TestDatabase.config(TestDatabase.port());
      return TestDatabase.open(
          new PostgresConfig(
              config.url(), 2, Duration.ofDays(365), config.keys(), clock, Optional.empty()));
    }

    @Override
    public Journal journal() {
      return journal;
    }

    @Override
    public Ledger ledger() {
      return journal;
    }

    @Override
    public void crash(Collection<Lease> held) {
      journal.close();
      TestDatabase.update("UPDATE execution SET lease_until = 1 WHERE lease_until > 1");
      journal = open();
    }

    @Override
    public OptionalLong secretsKept() {
      return OptionalLong.of(TestDatabase.number("SELECT count(*) FROM sealed_secret"));
    }

    @Override
    public void close() {
      journal.close();
    }
  }
}
