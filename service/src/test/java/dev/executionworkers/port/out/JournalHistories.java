package dev.executionworkers.port.out;

import dev.executionworkers.port.out.Journal.Lease;
import java.time.InstantSource;
import java.util.Collection;
import java.util.OptionalLong;
import java.util.function.ObjIntConsumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.Lifespan;
import net.jqwik.api.lifecycle.Store;
import net.jqwik.api.state.Action;
import net.jqwik.api.state.ActionChain;
import net.jqwik.api.state.Transformer;

/**
 * What every {@link Journal} promises over any history of claims, steps, ends, crashes and passing
 * time: it answers as {@link History}, a model of a page or two, says that it must.
 */
public abstract class JournalHistories {
  private static final int MOST_ACTS = 40;

  /** A journal under test, and what cannot be asked through its port. */
  public interface Subject extends AutoCloseable {

    Journal journal();

    Ledger ledger();

    /**
     * Its process dies, and another takes its place.
     *
     * @param held what is lost by that
     */
    void crash(Collection<Lease> held);

    /** How many sealed secrets it keeps; empty where nobody can see that. */
    OptionalLong secretsKept();

    @Override
    void close();
  }

  /** A journal to be used for many histories, each with names of its own. */
  protected abstract Subject start(InstantSource clock);

  @Provide
  final Arbitrary<ActionChain<History>> histories() {
    return ActionChain.startWith(this::begin)
        .withAction(6, act("claim", History::claim))
        .withAction(1, act("resume", History::resume))
        .withAction(2, act("record", History::record))
        .withAction(2, act("seal", History::seal))
        .withAction(4, act("finish", History::finish))
        .withAction(1, act("release", History::release))
        .withAction(2, act("look after", History::lookAfter))
        .withAction(2, act("looked after", History::lookedAfter))
        .withAction(2, act("let time pass", History::letTimePass))
        .withAction(1, act("crash", (history, _) -> history.crash()))
        .withMaxTransformations(MOST_ACTS);
  }

  /** To be called by a property of each store, with as many tries as it can do in a few seconds. */
  protected static void keepsItsPromises(ActionChain<History> history) {
    history.withInvariant("as the model says", History::check).run().checkOutcomes();
  }

  private History begin() {
    Kept kept = Store.getOrCreate("subject", Lifespan.PROPERTY, () -> new Kept(this)).get();
    return new History(kept.subject, kept.clock);
  }

  /** Picks among whatever there is at that moment. */
  private static Action.Independent<History> act(String name, ObjIntConsumer<History> what) {
    return () ->
        Arbitraries.integers()
            .between(0, 99)
            .map(pick ->
                Transformer.mutate(name + " " + pick, history -> what.accept(history, pick)));
  }

  /** Is closed by jqwik at the end of the property. */
  private static final class Kept implements Store.CloseOnReset {
    private final ModelClock clock = new ModelClock();
    private final Subject subject;

    Kept(JournalHistories histories) {
      subject = histories.start(clock);
    }

    @Override
    public void close() {
      subject.close();
    }
  }
}
