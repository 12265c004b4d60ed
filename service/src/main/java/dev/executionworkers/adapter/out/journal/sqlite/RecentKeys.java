package dev.executionworkers.adapter.out.journal.sqlite;

import dev.executionworkers.domain.command.Fingerprint;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/**
 * Where in the journal what was finished a short while ago stands, by its fingerprint: some seven
 * bytes for each, since thousands a second are kept for minutes. A hit is a hint, as little of the
 * fingerprint is kept; whoever follows it compares all of it. Belongs to one thread.
 *
 * <p>What is forgotten together is kept together, so that forgetting costs nothing.
 */
final class RecentKeys {
  private static final int HASH_DIGITS = 16;
  private static final long SLOT_MILLIS = 15_000;
  private static final int LEAST_ROOM = 512;

  /** The latest first. */
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
    table(untilEpochMilli / SLOT_MILLIS, number).put(hash, number);
  }

  /** The places to look at, the latest first: all that were kept, and seldom another. */
  List<Long> find(long hash) {
    List<Long> places = new ArrayList<>();
    LongConsumer found = places::add;
    for (Slot slot : slots) {
      slot.places.find(hash, found);
    }
    places.sort(Comparator.reverseOrder());
    return places;
  }

  /** Forgets what need not be kept any longer. */
  void forget(long nowEpochMilli) {
    long now = nowEpochMilli / SLOT_MILLIS;
    slots.removeIf(slot -> slot.time < now);
  }

  private PlaceTable table(long time, long number) {
    for (Slot slot : slots) {
      if (slot.time == time && slot.places.hasRoomFor(number)) {
        return slot.places;
      }
    }
    PlaceTable places = new PlaceTable(number, roomAt(time));
    slots.addFirst(new Slot(time, places));
    return places;
  }

  /** For an eighth more than the fullest time has, or half as many again as this one by now. */
  private int roomAt(long time) {
    Map<Long, Integer> sizes =
        slots.stream()
            .collect(Collectors.groupingBy(Slot::time, Collectors.summingInt(Slot::size)));
    int here = sizes.getOrDefault(time, 0);
    int fullest = sizes.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    return Math.clamp(here > 0 ? here / 2 : fullest + fullest / 8, LEAST_ROOM, PlaceTable.SPAN);
  }

  private record Slot(long time, PlaceTable places) {
    int size() {
      return places.size();
    }
  }
}
