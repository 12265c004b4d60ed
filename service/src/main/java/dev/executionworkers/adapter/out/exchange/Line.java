package dev.executionworkers.adapter.out.exchange;

import dev.executionworkers.adapter.out.exchange.OutboundRequest.Sender;
import dev.executionworkers.domain.outcome.Failure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Those who wait for what only one can have at a time: to be the first. Groups take turns, see
 * {@link FairQueue}. Whoever is first stays it until he leaves; whoever leaves without having been
 * first loses his place. Thread-safe.
 */
final class Line {
  private final ReentrantLock lock = new ReentrantLock();
  private final FairQueue<Place> waiting = new FairQueue<>();
  private Optional<Place> first = Optional.empty();

  /** A place in the line. Its waits belong to one thread. */
  static final class Place {
    private final Sender sender;
    private volatile boolean isFirst;
    private volatile boolean stirred;

    private Place(Sender sender) {
      this.sender = sender;
    }

    boolean isFirst() {
      return isFirst;
    }

    /** From here on, a change ends the next wait, also when it comes before it. */
    void rest() {
      stirred = false;
    }

    /**
     * Waits until something has changed since the last rest, or the time has come.
     *
     * @return whether anybody still wants what is waited for
     */
    boolean await(Instant until, Failure meanwhile) {
      return sender.standby().await(() -> stirred, until, meanwhile);
    }

    private void stir() {
      stirred = true;
      sender.standby().wake();
    }
  }

  /** Takes the last place of the sender's group. */
  Place enter(Sender sender) {
    Place place = new Place(sender);
    locked(() -> {
      waiting.add(sender.group(), place);
      return promote();
    });
    return place;
  }

  /** Leaves; if he was the first, the next one is. */
  void leave(Place place) {
    Optional<Place> promoted =
        locked(() -> {
          if (!place.isFirst) {
            waiting.remove(place.sender.group(), place);
            return Optional.empty();
          }
          first = Optional.empty();
          return promote();
        });
    promoted.ifPresent(Place::stir);
  }

  /** The first looks again. */
  void stirFirst() {
    locked(() -> first).ifPresent(Place::stir);
  }

  /** Everybody looks again. */
  void stirAll() {
    List<Place> all =
        locked(() -> {
          List<Place> places = new ArrayList<>();
          first.ifPresent(places::add);
          waiting.all().forEach(places::add);
          return places;
        });
    all.forEach(Place::stir);
  }

  /** How many would come before one more of that group. */
  int ahead(List<String> group) {
    return locked(() -> waiting.ahead(group) + (first.isPresent() ? 1 : 0));
  }

  /** How many come before one who waits. */
  int ahead(Place place) {
    return place.isFirst
        ? 0
        : locked(() -> waiting.ahead(place.sender.group(), place) + (first.isPresent() ? 1 : 0));
  }

  private Optional<Place> promote() {
    if (first.isPresent()) {
      return Optional.empty();
    }
    first = waiting.next();
    first.ifPresent(place -> place.isFirst = true);
    return first;
  }

  private <T> T locked(Supplier<T> section) {
    lock.lock();
    try {
      return section.get();
    } finally {
      lock.unlock();
    }
  }
}
