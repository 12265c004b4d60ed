package dev.executionworkers.adapter.out.events;

import dev.executionworkers.domain.policy.Backoff;
import dev.executionworkers.domain.policy.Times;
import dev.executionworkers.port.out.DomainEvent;
import dev.executionworkers.port.out.EventSink;
import dev.executionworkers.port.out.JournalUnavailableException;
import dev.executionworkers.port.out.Outbox;
import dev.executionworkers.port.out.Outbox.Backlog;
import dev.executionworkers.port.out.Outbox.Waiting;
import dev.executionworkers.port.out.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code EVENTS_SINK=http(s)://…}: delivers the events of the outbox, each at least once and those
 * of a subject in order. One thread; whoever publishes only wakes it, and waits for nothing.
 *
 * <p>An event that fails holds back its own subject and no other. What the sink refuses for a day
 * is parked, so that its subject goes on; everything else is tried for as long as it takes.
 */
public final class OutboxPublisher implements EventSink {
  /** How long the sink may refuse an event. */
  static final Duration PATIENCE = Duration.ofHours(24);

  /** How often it is looked whether another replica, or an earlier process, has left something. */
  static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

  /** What is delivered is marked after so many, or so long: a crash repeats no more than that. */
  private static final int AT_ONCE = 100;

  private static final Duration ROUND = Duration.ofSeconds(1);
  private static final Duration BETWEEN_LINES = Duration.ofMinutes(1);

  /** Counting a long backlog takes its time; it is given at most a fiftieth of it. */
  private static final int COUNTING_SHARE = 50;

  private static final Logger LOG = LoggerFactory.getLogger(OutboxPublisher.class);

  private final Outbox outbox;
  private final HttpSink sink;
  private final Time time;
  private final RandomGenerator chance;
  private final Time.Monitor monitor;
  private final Trouble trouble = new Trouble();
  private final List<Long> unmarked = new ArrayList<>();
  private boolean woken;
  private boolean ended;
  private Instant end = Instant.MAX;
  private Instant nextLine = Instant.MIN;
  private Instant nextCount = Instant.MIN;
  private volatile Backlog backlog = Backlog.NONE;

  /** When to look again, and whether a new event is a reason to do so before. */
  private record Look(Instant at, boolean wakeable) {}

  /** Delivers nothing before it is started. */
  public OutboxPublisher(Outbox outbox, HttpSink sink, Time time, RandomGenerator chance) {
    this.outbox = outbox;
    this.sink = sink;
    this.time = time;
    this.chance = chance;
    this.monitor = time.monitor();
  }

  /** Starts the thread. */
  public void start() {
    time.fork("events", this::run);
  }

  /** The event is in the outbox: wakes whoever delivers it. */
  @Override
  public void publish(DomainEvent event) {
    monitor.change(() -> woken = true);
  }

  /** What has piled up, as it was when last counted; never asks the journal. */
  public Backlog backlog() {
    return backlog;
  }

  /** Delivers what can be delivered at once, and ends; the rest is for the next process. */
  public void drain(Duration patience) {
    Instant latest = time.now().plus(patience);
    monitor.change(() -> {
      end = latest;
      woken = true;
    });
    monitor.awaitUntil(() -> ended, latest);
  }

  private void run() {
    try {
      Look next = round();
      while (goesOn(next)) {
        next = round();
      }
    } finally {
      monitor.change(() -> ended = true);
    }
  }

  /** Waits for the next look; false when the end has come before. */
  private boolean goesOn(Look next) {
    monitor.awaitUntil(() -> isDraining() || (woken && next.wakeable()), next.at());
    return monitor.look(() -> {
      boolean told = woken && next.wakeable();
      woken = false;
      Instant now = time.now();
      return !isDraining() || (now.isBefore(end) && (told || !next.at().isAfter(now)));
    });
  }

  private boolean isDraining() {
    return !end.equals(Instant.MAX);
  }

  private Look round() {
    Instant now = time.now();
    try {
      Look next = deliverDue(now);
      count();
      return next;
    } catch (JournalUnavailableException e) {
      LOG.debug("the outbox cannot be used", e);
    } catch (RuntimeException e) {
      LOG.error("the delivery of events was stopped by a defect of this service", e);
    }
    return new Look(now.plus(BETWEEN_LOOKS), false);
  }

  /** Whatever the sink does, the next look is no later than the next count. */
  private Look deliverDue(Instant now) {
    Instant latest = now.plus(BETWEEN_LOOKS);
    if (trouble.restUntil().isAfter(now)) {
      return new Look(Times.earlier(trouble.restUntil(), latest), false);
    }
    if (!outbox.mayPublish()) {
      return new Look(latest, false);
    }
    markDelivered();
    List<Waiting> due = outbox.due(now, AT_ONCE);
    deliver(due, now.plus(ROUND));
    markDelivered();
    Instant next = due.isEmpty() ? trouble.nextAttempt(now).orElse(latest) : now;
    return new Look(Times.earlier(next, latest), true);
  }

  private void deliver(List<Waiting> due, Instant roundEnds) {
    Set<String> heldBack = new HashSet<>();
    for (Waiting event : due) {
      Instant now = time.now();
      boolean over = now.isAfter(roundEnds) || trouble.restUntil().isAfter(now) || isPast(now);
      if (over) {
        return;
      }
      if (!heldBack.contains(event.subject()) && !deliver(event)) {
        heldBack.add(event.subject());
      }
    }
  }

  private boolean isPast(Instant now) {
    return monitor.look(() -> !now.isBefore(end));
  }

  /** Whether the next event of its subject may follow. */
  private boolean deliver(Waiting event) {
    return switch (sink.deliver(event.body())) {
      case Receipt.Accepted _ -> accepted(event);
      case Receipt.Refused(String detail) -> refused(event, detail);
      case Receipt.Failed failure -> failed(event, failure);
    };
  }

  private boolean accepted(Waiting event) {
    unmarked.add(event.number());
    if (trouble.isFailing()) {
      LOG.info("events are delivered again");
      nextLine = Instant.MIN;
    }
    trouble.answered(event.subject());
    return true;
  }

  private boolean refused(Waiting event, String detail) {
    Instant now = time.now();
    Instant since = event.refusedSince().orElse(now);
    trouble.answered(event.subject());
    if (!since.plus(PATIENCE).isAfter(now)) {
      outbox.park(event.number(), now);
      LOG.atError()
          .addKeyValue("eventId", event.id())
          .addKeyValue("subject", event.subject())
          .addKeyValue("answer", detail)
          .log("an event is parked: the sink has refused it for a day");
      return true;
    }
    putOff(event, Backoff.REFUSED, Optional.empty(), Optional.of(since));
    tell(event, detail, "the events' sink refuses an event");
    return false;
  }

  private boolean failed(Waiting event, Receipt.Failed failure) {
    trouble.failed(event.subject(), failure, time.now(), chance.nextDouble());
    putOff(event, Trouble.BACKOFF, failure.retryAt(), event.refusedSince());
    tell(event, failure.detail(), "an event could not be delivered");
    return false;
  }

  private void putOff(
      Waiting event, Backoff backoff, Optional<Instant> retryAt, Optional<Instant> refusedSince) {
    Duration pause = backoff.pause(event.attempts() + 1, chance.nextDouble());
    Instant now = time.now();
    Instant until = Times.later(now.plus(pause), retryAt.orElse(now));
    trouble.holdBack(event.subject(), until);
    outbox.putOff(event.number(), until, refusedSince);
  }

  /** What goes on for hours shall be seen, and shall not fill the log. */
  private void tell(Waiting event, String detail, String sentence) {
    Instant now = time.now();
    if (now.isBefore(nextLine)) {
      return;
    }
    nextLine = now.plus(BETWEEN_LINES);
    LOG.atWarn()
        .addKeyValue("eventId", event.id())
        .addKeyValue("subject", event.subject())
        .addKeyValue("answer", detail)
        .addKeyValue("attempt", event.attempts() + 1)
        .addKeyValue("waiting", backlog.waiting())
        .log(sentence);
  }

  /** Kept when the journal is away: once it is back, it must not be sent again. */
  private void markDelivered() {
    if (!unmarked.isEmpty()) {
      outbox.delivered(List.copyOf(unmarked));
      unmarked.clear();
    }
  }

  /** Counts what is there, unless that was done just now. */
  private void count() {
    Instant now = time.now();
    if (!now.isBefore(nextCount)) {
      backlog = outbox.backlog(now);
      Duration pause = Duration.between(now, time.now()).multipliedBy(COUNTING_SHARE);
      nextCount = now.plus(Times.longer(pause, BETWEEN_LOOKS));
    }
  }
}
