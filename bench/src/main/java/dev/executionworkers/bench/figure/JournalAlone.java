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
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The embedded journal alone, on the disk and in memory, while it grows. */
public final class JournalAlone implements Figure {
  private static final int FIRST_ROWS = 10_000;
  private static final int SAMPLES = 3;
  private static final int SAMPLE = 12_800;

  /** By which the compiler is done. */
  private static final int WARM_UP = 150_000;

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
      JournalLoad.finish(journal, WARM_UP);
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
        Speed outcomes = median(() -> JournalLoad.finish(journal, SAMPLE));
        Speed executions = median(() -> JournalLoad.append(journal, SAMPLE));
        held = size + 2 * SAMPLES * SAMPLE;
        first = first == 0 ? micros(outcomes.latency()) : first;
        String what = String.format(Locale.ROOT, "%s, %,d executions in it", where, size);
        rows.add(judged("journal alone " + what, outcomes, first, fsync));
        rows.add(Row.shown("their begin counted too", text(executions), cpu(executions)));
      }
    }
    return rows;
  }

  private interface Sample {
    Speed take() throws InterruptedException;
  }

  private static Speed median(Sample sample) throws InterruptedException {
    List<Speed> speeds = new ArrayList<>();
    for (int taken = 0; taken < SAMPLES; taken++) {
      speeds.add(sample.take());
    }
    speeds.sort(Comparator.comparingDouble(Speed::perSecond));
    return speeds.get(SAMPLES / 2);
  }

  private static Row judged(String what, Speed speed, double first, String fsync) {
    boolean met = speed.perSecond() >= FLOOR && micros(speed.latency()) <= FLAT * first;
    return new Row(
        what,
        text(speed),
        cpu(speed) + "; " + fsync,
        "60,000/s at 64 callers, flat",
        met ? Verdict.GOAL : Verdict.MISSED);
  }

  private static String text(Speed speed) {
    return String.format(
        Locale.ROOT, "%,.0f outcomes/s, %,.0f µs each", speed.perSecond(), micros(speed.latency()));
  }

  private static String cpu(Speed speed) {
    return Text.micros(micros(speed.cpu())) + " of CPU each";
  }

  private static double micros(Duration time) {
    return time.toNanos() / NANOS_PER_MICRO;
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
