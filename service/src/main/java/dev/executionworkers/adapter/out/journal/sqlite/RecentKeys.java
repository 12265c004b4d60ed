package dev.executionworkers.adapter.out.journal.sqlite;

import dev.executionworkers.domain.command.Fingerprint;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.OptionalLong;

/**
 * Where in the journal what was finished a short while ago stands, by its fingerprint: some 20
 * bytes for each. A hit is a hint, since only a quarter of the fingerprint is kept; whoever follows
 * it compares the rest. Belongs to one thread.
 *
 * <p>What is forgotten together is kept together, so that forgetting costs nothing.
 */
final class RecentKeys {
  private static final int HASH_DIGITS = 16;
  private static final long SLOT_MILLIS = 15_000;

  private final Deque<Slot> slots = new ArrayDeque<>();

  /** The hint for a fingerprint. */
  static long hashOf(Fingerprint fingerprint) {
    return Long.parseUnsignedLong(fingerprint.hex(), 0, HASH_DIGITS, 16);
  }

  /** The hint for a fingerprint of which only the first eight bytes are at hand. */
  static long hashOf(byte[] firstBytes) {
    return ByteBuffer.wrap(firstBytes).getLong();
  }

  /** Keeps the place until at least then. */
  void put(long hash, long number, long untilEpochMilli) {
    slot(untilEpochMilli / SLOT_MILLIS, number).places.put(hash, number);
  }

  /** The latest place that was kept. */
  OptionalLong find(long hash) {
    long latest = 0;
    for (Slot slot : slots) {
      latest = Math.max(latest, slot.places.get(hash));
    }
    return latest == 0 ? OptionalLong.empty() : OptionalLong.of(latest);
  }

  /** Forgets what need not be kept any longer. */
  void forget(long nowEpochMilli) {
    long now = nowEpochMilli / SLOT_MILLIS;
    for (Iterator<Slot> each = slots.iterator(); each.hasNext(); ) {
      if (each.next().time < now) {
        each.remove();
      }
    }
  }

  private Slot slot(long time, long number) {
    for (Slot slot : slots) {
      if (slot.time == time && slot.places.hasRoomFor(number)) {
        return slot;
      }
    }
    Slot slot = new Slot(time, new PlaceMap(number));
    slots.addFirst(slot);
    return slot;
  }

  private record Slot(long time, PlaceMap places) {}
}
