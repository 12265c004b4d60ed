package dev.executionworkers.simulators.wire;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What was received, bounded; an entry learns later what became of it. */
final class Recording {

  private static final int DEFAULT_LIMIT = 100_000;

  private final ArrayDeque<Entry> entries = new ArrayDeque<>();
  private int limit = DEFAULT_LIMIT;
  private long count;

  /** Adds a request before anything else may happen to it. */
  synchronized Entry add(Received request) {
    count++;
    var entry = new Entry(request);
    if (limit > 0) {
      entries.addLast(entry);
      trim();
    }
    return entry;
  }

  synchronized List<Exchange> exchanges() {
    return entries.stream().map(Entry::exchange).toList();
  }

  synchronized long count() {
    return count;
  }

  synchronized void keepAtMost(int requests) {
    limit = requests;
    trim();
  }

  synchronized void clear() {
    entries.clear();
    count = 0;
  }

  private void trim() {
    while (entries.size() > limit) {
      entries.removeFirst();
    }
  }

  /** One request's place in the recording. */
  static final class Entry {
    private final Received request;
    private volatile @Nullable Fault fault;
    private volatile @Nullable Reply reply;

    private Entry(Received request) {
      this.request = request;
    }

    void suffers(Fault suffered) {
      fault = suffered;
    }

    /** Notes the answer and hands it back. */
    Reply answered(Reply given) {
      reply = given;
      return given;
    }

    private Exchange exchange() {
      return new Exchange(request, Optional.ofNullable(fault), Optional.ofNullable(reply));
    }
  }
}
