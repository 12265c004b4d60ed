package dev.executionworkers.port.out;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.executionworkers.domain.command.ExecutionId;
import dev.executionworkers.port.out.Journal.Lease;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** The model finds what is wrong: without that, a journal that keeps no promise would pass. */
class HistoryTest {
  private static final int ROTATION = 0;
  private static final int SUCCESS = 0;

  private final ModelClock clock = new ModelClock();

  @Test
  void findsALeaseThatOutlivesItsOwner() {
    History history =
        new History(
            new InMemorySubject(clock) {
              @Override
              public void crash(Collection<Lease> held) {}
            },
            clock);
    history.claim(ROTATION);
    history.crash();

    assertThatThrownBy(history::check).isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> history.claim(ROTATION)).isInstanceOf(AssertionError.class);
  }

  @Test
  void findsAnOutcomeThatIsLost() {
    History history =
        new History(
            new InMemorySubject(clock) {
              @Override
              public Ledger ledger() {
                return forgetful(super.ledger());
              }
            },
            clock);
    history.claim(ROTATION);
    history.checkOutcomes();
    history.finish(SUCCESS);

    assertThatThrownBy(history::checkOutcomes).isInstanceOf(AssertionError.class);
  }

  @Test
  void findsASecretThatIsNotShredded() {
    History history =
        new History(
            new InMemorySubject(clock) {
              private long kept;

              @Override
              public OptionalLong secretsKept() {
                return OptionalLong.of(kept++);
              }
            },
            clock);
    history.claim(ROTATION);

    assertThatThrownBy(history::check).isInstanceOf(AssertionError.class);
  }

  private static Ledger forgetful(Ledger ledger) {
    return new Ledger() {
      @Override
      public Page list(Query query) {
        return ledger.list(query);
      }

      @Override
      public Optional<Entry> find(ExecutionId execution) {
        return ledger.find(execution).map(HistoryTest::withoutOutcome);
      }
    };
  }

  private static Ledger.Entry withoutOutcome(Ledger.Entry entry) {
    Ledger.Line line = entry.line();
    return new Ledger.Entry(
        new Ledger.Line(
            line.number(),
            line.execution(),
            line.operation(),
            line.subject(),
            line.begunAt(),
            Optional.empty(),
            Optional.empty()),
        entry.outboundKey(),
        entry.lane(),
        entry.effectInDoubt(),
        entry.aftercareAt(),
        entry.steps(),
        entry.failures());
  }
}
