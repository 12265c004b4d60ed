package dev.executionworkers.adapter.out.journal.sqlite;

/**
 * A map from hashes to positive numbers without an object for each: open addressing with linear
 * probing. Belongs to one thread.
 */
final class LongMap {
  private static final int FIRST_CAPACITY = 1_024;

  private long[] hashes = new long[FIRST_CAPACITY];
  private long[] numbers = new long[FIRST_CAPACITY];
  private int size;

  void put(long hash, long number) {
    if (size * 2 >= hashes.length) {
      grow();
    }
    int place = place(hash);
    if (numbers[place] == 0) {
      hashes[place] = hash;
      size++;
    }
    numbers[place] = Math.max(numbers[place], number);
  }

  /** The number, or 0. */
  long get(long hash) {
    return numbers[place(hash)];
  }

  /** Where the hash stands, or would. */
  private int place(long hash) {
    int mask = hashes.length - 1;
    int place = (int) (hash ^ (hash >>> 32)) & mask;
    while (numbers[place] != 0 && hashes[place] != hash) {
      place = (place + 1) & mask;
    }
    return place;
  }

  private void grow() {
    long[] oldHashes = hashes;
    long[] oldNumbers = numbers;
    hashes = new long[oldHashes.length * 2];
    numbers = new long[oldNumbers.length * 2];
    size = 0;
    for (int index = 0; index < oldNumbers.length; index++) {
      if (oldNumbers[index] != 0) {
        put(oldHashes[index], oldNumbers[index]);
      }
    }
  }
}
