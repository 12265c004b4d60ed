package dev.executionworkers.adapter.out.github;

import dev.executionworkers.adapter.out.exchange.Exchange;
import dev.executionworkers.adapter.out.exchange.Exchanged;
import dev.executionworkers.adapter.out.exchange.OutboundRequest;
import java.util.Optional;

/** One at which every write waits until what it was made from is out of date. */
record LateExchange(Exchange inner) implements Exchange {

  @Override
  public Exchanged send(OutboundRequest request) {
    return request
        .revision()
        .map(revision ->
            revision.body(inner::send).map(request::saying).map(inner::send).orElse(LAST))
        .orElseGet(() -> inner.send(request));
  }

  /** Nobody looks at what a write is answered that was not sent. */
  private static final Exchanged LAST = ScriptedExchange.answer(418, "");

  @Override
  public Optional<Exchanged.Faulted> connect() {
    return inner.connect();
  }
}
