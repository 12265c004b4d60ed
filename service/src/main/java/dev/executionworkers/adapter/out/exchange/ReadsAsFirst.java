package dev.executionworkers.adapter.out.exchange;

import dev.executionworkers.adapter.out.exchange.Exchanged.Fault;
import dev.executionworkers.adapter.out.exchange.Exchanged.Faulted;
import dev.executionworkers.port.out.Time;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * The reads of whoever is the first in the line to write. He stands in no line to read, since all
 * the others wait for him; each takes the place in the budget that his write will have. Used by one
 * thread.
 */
final class ReadsAsFirst implements Function<OutboundRequest, Exchanged> {
  private final AccountUsage usage;
  private final RequestBudget budget;
  private final Time time;
  private final Function<OutboundRequest, Exchanged> send;
  private Optional<Exchanged> last = Optional.empty();

  ReadsAsFirst(
      AccountUsage usage,
      RequestBudget budget,
      Time time,
      Function<OutboundRequest, Exchanged> send) {
    this.usage = usage;
    this.budget = budget;
    this.time = time;
    this.send = send;
  }

  /** What the last one was answered; there must have been one. */
  Exchanged last() {
    return last.orElseThrow();
  }

  @Override
  public Exchanged apply(OutboundRequest read) {
    Exchanged exchanged =
        begin(time.now())
            .<Exchanged>map(until -> new Faulted(Fault.LIMIT_REACHED, Optional.of(until)))
            .orElseGet(() -> sent(read));
    last = Optional.of(exchanged);
    return exchanged;
  }

  private Optional<Instant> begin(Instant now) {
    Optional<Instant> wait = budget.beginWrite(now);
    if (wait.isEmpty()) {
      wait = usage.takeRead().map(now::plus);
      if (wait.isPresent()) {
        budget.endWrite();
      }
    }
    return wait;
  }

  private Exchanged sent(OutboundRequest read) {
    try {
      return send.apply(read);
    } finally {
      budget.endWrite();
    }
  }
}
