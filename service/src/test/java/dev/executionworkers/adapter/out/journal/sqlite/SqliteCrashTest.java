package dev.executionworkers.adapter.out.journal.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.domain.command.ExecutionId;
import dev.executionworkers.port.out.Ledger.Entry;
import dev.executionworkers.port.out.Ledger.State;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was said to be durable is there, however the process ends. */
class SqliteCrashTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {1, 200, 3_000})
  void nothingThatWasSaidIsLostWhenTheProcessIsKilled(int lines) throws Exception {
    Process process = JournalProcess.start(folder, JournalProcess.WORK);
    List<String> said;
    try {
      said = read(process, lines);
    } finally {
      process.destroyForcibly().waitFor();
    }

    assertThat(said).hasSizeGreaterThanOrEqualTo(lines);
    holds(said);
  }

  /** A limit on the size of files is what a full disk looks like to SQLite. */
  @Test
  void aDiskThatTakesNoMoreEndsTheProcessAndLosesNothing() throws Exception {
    Process process =
        JournalProcess.start(
            List.of("bash", "-c", "ulimit -f 1500; exec \"$@\"", "bash"),
            folder,
            JournalProcess.WORK);
    List<String> said;
    try {
      said = read(process, Integer.MAX_VALUE);
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    } finally {
      process.destroyForcibly();
    }

    assertThat(process.exitValue()).isEqualTo(JournalProcess.FATAL);
    assertThat(said).hasSizeGreaterThan(100);
    holds(said);
  }

  private void holds(List<String> said) {
    try (SqliteJournal journal = SqliteJournals.open(folder)) {
      for (String line : said) {
        if (line.startsWith("finished ")) {
          assertThat(find(journal, line).line().state()).as(line).isEqualTo(State.SUCCEEDED);
        } else if (line.startsWith("begun ")) {
          assertThat(find(journal, line)).as(line).isNotNull();
        }
      }
    }
  }

  private static Entry find(SqliteJournal journal, String line) {
    String id = line.substring(line.indexOf(' ') + 1);
    return journal.find(new ExecutionId(id)).orElseThrow(() -> new AssertionError("lost: " + line));
  }

  /** Whole lines only: the last may be torn when the process is killed. */
  private static List<String> read(Process process, int atLeast) throws IOException {
    List<String> lines = new ArrayList<>();
    BufferedReader reader = process.inputReader(StandardCharsets.UTF_8);
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      if (line.length() == line.indexOf(' ') + 37) {
        lines.add(line);
      }
      if (lines.size() >= atLeast) {
        break;
      }
    }
    return lines;
  }
}
