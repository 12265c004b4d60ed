package dev.executionworkers.adapter.out.journal.sqlite;

/**
 * A map from hashes to places that are not far from each other, without an object for each: open
 * addressing with linear probing, twelve bytes a cell. Belongs to one thread.
 */
final class PlaceMap {
  private static final int FIRST_CAPACITY = 1_024;

  private final long base;
  private long[] hashes = new long[FIRST_CAPACITY];

  /** How far each place is from the base; 0 is an empty cell. */
  private int[] offsets = new int[FIRST_CAPACITY];

  private int size;

  /**
   * @param near a place in the middle of those it has room for
   */
  PlaceMap(long near) {
    this.base = near - Integer.MAX_VALUE / 2;
  }

  /** Whether a place is near enough. */
  boolean hasRoomFor(long place) {
    return place > base && place - base <= Integer.MAX_VALUE;
  }

  /** Keeps the later of two places of one hash. */
  void put(long hash, long place) {
    if (size >= hashes.length / 4 * 3) {
      grow();
    }
    insert(hash, Math.toIntExact(place - base));
  }

  /** The place, or 0. */
  long get(long hash) {
    int offset = offsets[cell(hash)];
    return offset == 0 ? 0 : base + offset;
  }

  private void insert(long hash, int offset) {
    int cell = cell(hash);
    if (offsets[cell] == 0) {
      hashes[cell] = hash;
      size++;
    }
    offsets[cell] = Math.max(offsets[cell], offset);
  }

  /** Where the hash stands, or would. */
  private int cell(long hash) {
    int mask = hashes.length - 1;
    int cell = (int) (hash ^ (hash >>> 32)) & mask;
    while (offsets[cell] != 0 && hashes[cell] != hash) {
      cell = (cell + 1) & mask;
    }
    return cell;
  }

  private void grow() {
    long[] oldHashes = hashes;
    int[] oldOffsets = offsets;
    hashes = new long[oldHashes.length * 2];
    offsets = new int[oldOffsets.length * 2];
    size = 0;
    for (int index = 0; index < oldOffsets.length; index++) {
      if (oldOffsets[index] != 0) {
        insert(oldHashes[index], oldOffsets[index]);
      }
    }
  }
}
