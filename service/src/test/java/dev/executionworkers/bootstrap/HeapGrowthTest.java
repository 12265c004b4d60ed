package dev.executionworkers.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeapGrowthTest {
  private static final long MEBIBYTE = 1024 * 1024;

  private final FakeGeneration generation = new FakeGeneration();
  private final HeapGrowth growth = new HeapGrowth(generation, generation::collect);

  @TempDir Path folder;

  @Test
  void aSmallHeapIsLeftAlone() {
    growth.begin();

    assertThat(generation.toldAt).isEqualTo(48 * MEBIBYTE);
    assertThat(generation.collections).isZero();
  }

  @Test
  void mostOfWhatItReachesIsGarbage() {
    growth.begin();
    generation.inUse = 10 * MEBIBYTE;

    growth.reached();

    assertThat(generation.collections).isEqualTo(1);
    assertThat(generation.toldAt).isEqualTo(48 * MEBIBYTE);
  }

  @Test
  void itMayGrowByHalfOfWhatIsInUse() {
    growth.begin();
    generation.inUse = 40 * MEBIBYTE;
    growth.reached();
    assertThat(generation.toldAt).isEqualTo(60 * MEBIBYTE);

    generation.inUse = 200 * MEBIBYTE;
    growth.reached();
    assertThat(generation.toldAt).isEqualTo(300 * MEBIBYTE);

    generation.inUse = 20 * MEBIBYTE;
    growth.reached();
    assertThat(generation.toldAt).isEqualTo(48 * MEBIBYTE);
  }

  @Test
  void aHeapThatMayNeverBeThatLargeIsFullFirst() {
    generation.most = 20 * MEBIBYTE;
    growth.begin();
    assertThat(generation.toldAt).isEqualTo(20 * MEBIBYTE);

    generation.inUse = 15 * MEBIBYTE;
    growth.reached();
    assertThat(generation.toldAt).isEqualTo(20 * MEBIBYTE);
  }

  @Test
  void theJvmTellsWhenTheLimitIsReached() throws IOException {
    Path output = folder.resolve("output");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseParallelGC",
                "-Xmx1g",
                "-Xmn4m",
                "-Xlog:gc",
                "-cp",
                System.getProperty("java.class.path"),
                GarbageProcess.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      Patience.until(() -> read(output).contains("Pause Full (System.gc())") || !process.isAlive());

      assertThat(read(output)).contains("Pause Full (System.gc())");
    } finally {
      process.destroyForcibly();
    }
  }

  private static String read(Path output) {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Holds what is in use as soon as it was collected. */
  private static final class FakeGeneration implements HeapGrowth.Generation {
    private long inUse;
    private long used;
    private long most = 1024 * MEBIBYTE;
    private long toldAt;
    private int collections;

    void collect() {
      collections++;
      used = inUse;
    }

    @Override
    public long usedBytes() {
      return used;
    }

    @Override
    public long mostBytes() {
      return most;
    }

    @Override
    public void tellAt(long bytes) {
      toldAt = bytes;
    }
  }
}
