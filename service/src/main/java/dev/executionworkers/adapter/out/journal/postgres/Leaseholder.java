package dev.executionworkers.adapter.out.journal.postgres;

import dev.executionworkers.adapter.out.journal.sql.Session;
import dev.executionworkers.port.out.Journal.Lease;
import dev.executionworkers.port.out.Journal.Renewal;
import dev.executionworkers.port.out.JournalUnavailableException;
import dev.executionworkers.port.out.LeaseLostException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * This process as the holder of leases: makes them last, does what only their holder may, and gives
 * them back. Thread-safe.
 */
final class Leaseholder {
  private final Connections connections;
  private final HeldLeases held;
  private final String owner;

  /** What may be done only under a lease. */
  interface Work<T> {
    T run(Session session, HeldLease mine) throws SQLException;
  }

  /**
   * @param owner as whom the database knows this process
   */
  Leaseholder(Connections connections, HeldLeases held, String owner) {
    this.connections = connections;
    this.held = held;
    this.owner = owner;
  }

  /** See {@link dev.executionworkers.port.out.Journal#renew}. */
  Renewal renew(Lease lease, Duration hold) {
    Optional<HeldLease> mine = held.find(lease);
    if (mine.isEmpty()) {
      return Renewal.LOST;
    }
    boolean lasts = mine.get().lastsFor(hold, Claims.FIRST_LEASE);
    if (lasts && !(mine.get().hasNews() && connections.isWritable())) {
      return Renewal.HELD;
    }
    try {
      return renewNow(mine.get(), hold);
    } catch (JournalUnavailableException e) {
      if (lasts) {
        return Renewal.HELD;
      }
      throw e;
    }
  }

  private Renewal renewNow(HeldLease mine, Duration hold) {
    mine.told();
    Optional<Boolean> challenged =
        connections.run((session, _) -> Statements.renew(session, mine, owner, hold));
    if (challenged.isEmpty()) {
      held.remove(mine);
    }
    return challenged.map(waits -> waits ? Renewal.CHALLENGED : Renewal.HELD).orElse(Renewal.LOST);
  }

  /** Does the work in a transaction in which the lease is ours. */
  <T> T work(Lease lease, Work<T> work) {
    HeldLease mine = held.get(lease);
    return connections.run((session, _) -> {
      if (!Statements.own(session, mine, owner)) {
        throw new LeaseLostException(lease.execution());
      }
      return work.run(session, mine);
    });
  }

  /**
   * Does the work that gives the lease back. Whether it was done is asked again when the answer to
   * an earlier try was lost.
   */
  void giveBack(Lease lease, Work<Boolean> work) {
    HeldLease mine = held.get(lease);
    Connections.Work<Boolean> once =
        (session, again) ->
            work.run(session, mine)
                || ((again || mine.isInDoubt()) && Statements.wasEndedBy(session, mine, owner));
    boolean done;
    try {
      done = connections.run(once);
    } catch (JournalUnavailableException e) {
      mine.doubt();
      throw e;
    }
    held.remove(mine);
    if (!done) {
      throw new LeaseLostException(lease.execution());
    }
  }
}
