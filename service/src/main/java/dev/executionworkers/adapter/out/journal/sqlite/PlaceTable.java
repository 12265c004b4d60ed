package dev.executionworkers.adapter.out.journal.sqlite;

import java.util.function.LongConsumer;

/**
 * Places that are not far from each other, by a hash, in four bytes each: open addressing with
 * linear probing, of one size from the start. Of the hash a cell keeps only fourteen bits, so that
 * one search in some thousands also meets a place of another hash. Belongs to one thread.
 */
final class PlaceTable {
  /** How far the last of the places may be from the first. */
  static final int SPAN = 1 << 18;

  /** Places that were taken a little earlier come a little later. */
  private static final int BEFORE = SPAN / 4;

  private static final int OFFSET_BITS = Integer.numberOfTrailingZeros(SPAN);

  /** A full table would be searched from end to end. */
  private static final double MOST_FULL = 0.75;

  private final long base;
  private final int room;
  private int size;

  /** The upper bits of the hash and how far the place is from the base, which is never 0. */
  private final int[] cells;

  /**
   * @param near one of the places that it has room for
   * @param room how many places
   */
  PlaceTable(long near, int room) {
    this.base = near - BEFORE;
    this.room = room;
    this.cells = new int[(int) (room / MOST_FULL) + 1];
  }

  /** Whether one more fits, and this one is near enough. */
  boolean hasRoomFor(long place) {
    return size < room && place > base && place - base < SPAN;
  }

  /** Only what it has room for. */
  void put(long hash, long place) {
    int cell = home(hash);
    while (cells[cell] != 0) {
      cell = next(cell);
    }
    cells[cell] = tag(hash) | Math.toIntExact(place - base);
    size++;
  }

  /** Every place of that hash, and seldom one of another. */
  void find(long hash, LongConsumer found) {
    int tag = tag(hash);
    for (int cell = home(hash); cells[cell] != 0; cell = next(cell)) {
      int offset = cells[cell] ^ tag;
      if (offset >>> OFFSET_BITS == 0) {
        found.accept(base + offset);
      }
    }
  }

  int size() {
    return size;
  }

  private static int tag(long hash) {
    return (int) (hash >>> Integer.SIZE) & -SPAN;
  }

  /** Spreads the lower half of the hash over all cells. */
  private int home(long hash) {
    return (int) (((hash & 0xffff_ffffL) * cells.length) >>> Integer.SIZE);
  }

  private int next(int cell) {
    return cell + 1 == cells.length ? 0 : cell + 1;
  }
}
