package dev.executionworkers.adapter.out.exchange;

import dev.executionworkers.adapter.out.exchange.Exchanged.Answered;
import dev.executionworkers.adapter.out.exchange.Exchanged.Fault;
import dev.executionworkers.adapter.out.exchange.Exchanged.Faulted;
import dev.executionworkers.adapter.out.exchange.LimitSigns.Signs;
import dev.executionworkers.adapter.out.exchange.Line.Place;
import dev.executionworkers.adapter.out.exchange.OutboundRequest.Kind;
import dev.executionworkers.adapter.out.exchange.OutboundRequest.Sender;
import dev.executionworkers.domain.policy.Times;
import dev.executionworkers.port.out.PeerLimits.Turn;
import dev.executionworkers.port.out.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Keeps the limits of an account before they are hit: one write at a time, at the account's pace,
 * reads beside them, and nothing while the peer wants to be left alone. Thread-safe.
 *
 * <p>Whoever may not send yet waits in a line for as long as anybody wants his request; then, or
 * when he does not wait, he is told {@link Fault#LIMIT_REACHED} and until when, and nothing was
 * sent. A read is held back too when a write after it would come too late for anybody: it would
 * only be wasted. A write that was made from a read is made anew when it had to wait.
 */
final class PacedExchange implements Exchange {
  /** The workflow engine spreads its five attempts over so long. */
  static final Duration WORTH_WAITING = Duration.ofSeconds(135);

  /** Whoever waits in line looks so often at the most, unless something changes. */
  private static final Duration IN_LINE = Duration.ofSeconds(1);

  /** So long before its turn a write that is out of date is made anew. */
  private static final Duration DUE = Duration.ofSeconds(1);

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Exchange inner;
  private final PeerPace pace;
  private final AccountUsage usage;
  private final LimitSigns signs;
  private final Time time;
  private final RequestBudget budget;
  private final Line writers = new Line();
  private final Line readers = new Line();
  private volatile boolean writing;

  /**
   * An exchange at that pace.
   *
   * @param usage how much the account has been asked
   * @param signs what answers say about limits
   * @param time what it goes by
   */
  PacedExchange(Exchange inner, PeerPace pace, AccountUsage usage, LimitSigns signs, Time time) {
    this.inner = inner;
    this.pace = pace;
    this.usage = usage;
    this.signs = signs;
    this.time = time;
    this.budget = new RequestBudget(pace.readsAtATime());
  }

  @Override
  public Exchanged send(OutboundRequest request) {
    if (request.sender().equals(Sender.NOBODY)) {
      return unpaced(request);
    }
    return switch (request.kind()) {
      case Kind.Read() -> read(request);
      case Kind.Write _ -> write(request);
    };
  }

  @Override
  public Optional<Faulted> connect() {
    return inner.connect();
  }

  /**
   * What nobody in particular wants (whether the peer is well) is rare, small, and not counted with
   * the account's own.
   */
  private Exchanged unpaced(OutboundRequest request) {
    Duration blocked = usage.blockedFor();
    return blocked.isPositive() ? limitReached(time.now().plus(blocked)) : inner.send(request);
  }

  private Exchanged read(OutboundRequest request) {
    Place place = readers.enter(request.sender());
    Optional<Faulted> denied;
    try {
      denied = awaitRead(place, request.sender());
    } finally {
      readers.leave(place);
    }
    if (denied.isPresent()) {
      return denied.get();
    }
    try {
      return sent(request);
    } finally {
      budget.endRead();
      readers.stirFirst();
    }
  }

  private Optional<Faulted> awaitRead(Place place, Sender sender) {
    while (true) {
      place.rest();
      Instant now = time.now();
      Duration untilWrite = usage.untilWrite(stillToWrite(writers.ahead(sender.group())));
      if (untilWrite.compareTo(WORTH_WAITING) > 0 || usage.blockedFor().isPositive()) {
        return Optional.of(limitReached(now.plus(untilWrite)));
      }
      Optional<Instant> wait =
          place.isFirst() ? beginRead(now) : Optional.of(now.plus(longestWait(place)));
      if (wait.isEmpty()) {
        return Optional.empty();
      }
      if (!awaits(place, wait.get())) {
        return Optional.of(limitReached(wait.get()));
      }
    }
  }

  /** The read's place in the budget; as only the first in line asks, one at a time. */
  private Optional<Instant> beginRead(Instant now) {
    Optional<Instant> wait = budget.beginRead(now);
    if (wait.isEmpty()) {
      wait = usage.takeRead().map(now::plus);
      if (wait.isPresent()) {
        budget.endRead();
      }
    }
    return wait;
  }

  /** As many reads as go in a minute leave the line in one. */
  private Duration longestWait(Place place) {
    return MINUTE.multipliedBy(1 + readers.ahead(place) / pace.readsPerMinute());
  }

  private Exchanged write(OutboundRequest request) {
    Draft draft = new Draft(request, time);
    Place place = writers.enter(request.sender());
    try {
      while (true) {
        place.rest();
        request.sender().standby().beforeWrite();
        ReadsAsFirst reads = new ReadsAsFirst(usage, budget, time, this::sent);
        if (isDue(place, draft) && !draft.revise(reads)) {
          return reads.last();
        }
        switch (turn(place, draft)) {
          case Turn.Taken taken -> {
            return write(draft.request(), taken);
          }
          case Turn.Later(Duration wait) -> {
            Instant until = time.now().plus(wait);
            if (!awaits(place, until)) {
              return limitReached(until);
            }
          }
        }
      }
    } finally {
      writers.leave(place);
    }
  }

  /** Whether it must be made anew now: what is read earlier than need be is out of date again. */
  private boolean isDue(Place place, Draft draft) {
    return place.isFirst() && draft.isOutdated() && usage.untilWrite(0).compareTo(DUE) <= 0;
  }

  /** The turn to write, with the request's place in the budget. */
  private Turn turn(Place place, Draft draft) {
    if (!place.isFirst()) {
      Duration wait = usage.untilWrite(stillToWrite(writers.ahead(place)));
      return new Turn.Later(Times.longer(wait, IN_LINE));
    }
    if (draft.isOutdated()) {
      return new Turn.Later(usage.untilWrite(0));
    }
    Instant now = time.now();
    Optional<Instant> wait = budget.beginWrite(now);
    if (wait.isPresent()) {
      return new Turn.Later(Duration.between(now, wait.get()));
    }
    Turn turn = usage.take();
    if (turn instanceof Turn.Later) {
      budget.endWrite();
    }
    return turn;
  }

  /** Of those ahead, the one who writes now is known already. */
  private int stillToWrite(int ahead) {
    return writing && ahead > 0 ? ahead - 1 : ahead;
  }

  private Exchanged write(OutboundRequest request, Turn.Taken turn) {
    writing = true;
    try {
      return sent(request);
    } finally {
      writing = false;
      budget.endWrite();
      usage.end(turn);
      readers.stirFirst();
    }
  }

  /** Goes now or not at all: whoever stood by behind this guard would outstay his turn. */
  private Exchanged sent(OutboundRequest request) {
    return learned(inner.send(request.by(Sender.NOBODY)));
  }

  private Exchanged learned(Exchanged exchanged) {
    return switch (exchanged) {
      case Answered answer -> learned(answer, signs.read(answer));
      case Faulted faulted -> faulted;
    };
  }

  private Answered learned(Answered answer, Signs said) {
    said.left()
        .ifPresent(left -> {
          budget.learn(left);
          if (left.requests() <= 0 && !said.limited()) {
            block(answer, Optional.of(left.until()));
          }
        });
    if (!said.limited()) {
      return answer;
    }
    Duration block = block(answer, said.until());
    return said.until().isPresent() ? answer : answer.retryAfter(block);
  }

  private Duration block(Answered answer, Optional<Instant> until) {
    Duration block =
        usage.block(until.map(instant -> Duration.between(answer.receivedAt(), instant)));
    readers.stirAll();
    writers.stirAll();
    return block;
  }

  private boolean awaits(Place place, Instant until) {
    return place.await(until, Verdict.of(pace.peer(), limitReached(until)));
  }

  private static Faulted limitReached(Instant until) {
    return new Faulted(Fault.LIMIT_REACHED, Optional.of(until));
  }
}
