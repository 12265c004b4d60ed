package dev.executionworkers.bench.figure;

import dev.executionworkers.adapter.out.journal.sqlite.SqliteJournal;
import dev.executionworkers.bench.Figure;
import dev.executionworkers.bench.Medians;
import dev.executionworkers.bench.Rig;
import dev.executionworkers.bench.Row;
import dev.executionworkers.bench.Verdict;
import dev.executionworkers.bench.figure.JournalLoad.Speed;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The embedded journal alone, on the disk and in memory, while it grows. */
public final class JournalAlone implements Figure {
  private static final int FIRST_ROWS = 10_000;
  private static final int SAMPLE = 10_000;
  private static final int WARM_UP = 60_000;
  private static final int FSYNCS = 201;
  private static final int FSYNC_BYTES = 4096;
  private static final double FLOOR = 60_000;
  private static final double NANOS_PER_MICRO = 1000;

  /** How much slower the last of the rows may be than the first, and still be called flat. */
  private static final double FLAT = 2;

  /** Made with {@code Bench}. */
  public JournalAlone() {}

  @Override
  public String name() {
    return "journal";
  }

  @Override
  public List<Row> measure(Rig rig) throws IOException, InterruptedException {
    try (SqliteJournal journal = JournalLoad.open(rig.inMemory())) {
      JournalLoad.append(journal, WARM_UP);
    }
    List<Row> rows = new ArrayList<>();
    rows.addAll(growing(rig, rig.onDisk(), "on the disk"));
    rows.addAll(growing(rig, rig.inMemory(), "in memory"));
    return rows;
  }

  private static List<Row> growing(Rig rig, Path folder, String where)
      throws IOException, InterruptedException {
    String fsync = "an fsync there takes " + Text.micros(fsyncMicros(folder));
    List<Row> rows = new ArrayList<>();
    double first = 0;
    try (SqliteJournal journal = JournalLoad.open(folder)) {
      int held = 0;
      for (int size = FIRST_ROWS; size <= rig.effort().mostRows(); size *= 10) {
        JournalLoad.append(journal, size - held);
        Speed speed = JournalLoad.append(journal, SAMPLE);
        held = size + SAMPLE;
        double micros = speed.latency().toNanos() / NANOS_PER_MICRO;
        first = first == 0 ? micros : first;
        rows.add(row(where, size, speed, first, fsync));
      }
    }
    return rows;
  }

  private static Row row(String where, int size, Speed speed, double first, String fsync) {
    double micros = speed.latency().toNanos() / NANOS_PER_MICRO;
    boolean met = speed.perSecond() >= FLOOR && micros <= FLAT * first;
    return new Row(
        String.format(Locale.ROOT, "journal alone %s, %,d executions in it", where, size),
        String.format(Locale.ROOT, "%,.0f outcomes/s, %,.0f µs each", speed.perSecond(), micros),
        fsync,
        "60,000/s at 64 callers, flat",
        met ? Verdict.GOAL : Verdict.MISSED);
  }

  private static double fsyncMicros(Path folder) throws IOException {
    double[] micros = new double[FSYNCS];
    Path file = folder.resolve("fsync");
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      for (int index = 0; index < FSYNCS; index++) {
        channel.write(ByteBuffer.allocate(FSYNC_BYTES));
        long before = System.nanoTime();
        channel.force(false);
        micros[index] = (System.nanoTime() - before) / NANOS_PER_MICRO;
      }
    }
    return Medians.of(micros);
  }
}
