package dev.executionworkers.bootstrap;

import java.io.IOException;

/** A process whose old generation fills with garbage. Started by {@link HeapGrowthTest}. */
final class GarbageProcess {
  private static final int CHUNK_BYTES = 16 * 1024;

  /** More than the young generation holds, so that all of it grows old. */
  private static final int CHUNKS_IN_USE = 1_000;

  private static final int CHUNKS = 12_000;

  private GarbageProcess() {}

  public static void main(String[] args) throws IOException {
    HeapGrowth.limit();
    byte[][] inUse = new byte[CHUNKS_IN_USE][];
    for (int i = 0; i < CHUNKS; i++) {
      inUse[i % CHUNKS_IN_USE] = new byte[CHUNK_BYTES];
    }
    // Until it is ended.
    var _ = System.in.read();
  }
}
