package dev.executionworkers.adapter.out.journal.sqlite;

import dev.executionworkers.adapter.out.journal.Asked;
import dev.executionworkers.adapter.out.journal.seal.JournalKeys;
import dev.executionworkers.domain.command.Secret;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Journals for tests. */
final class SqliteJournals {
  private SqliteJournals() {}

  static SqliteJournal open(Path folder) {
    return open(config(folder, keys("1")));
  }

  static SqliteJournal open(SqliteConfig config) {
    return SqliteJournal.open(config, _ -> {});
  }

  /** One that keeps its events for a sink. */
  static SqliteJournal openWithOutbox(Path folder) {
    SqliteConfig config = config(folder, keys("1"));
    return open(
        new SqliteConfig(
            config.folder(),
            config.retention(),
            config.keys(),
            config.clock(),
            Optional.of(Asked::bare),
            config.onFatal()));
  }

  /** Keys with these ids, the first of them primary. */
  static JournalKeys keys(String... ids) {
    String text = Stream.of(ids).map(id -> id + ":" + base64(id)).collect(Collectors.joining(","));
    return JournalKeys.parse("the test", Secret.of(text));
  }

  static SqliteConfig config(Path folder, JournalKeys keys) {
    return new SqliteConfig(
        folder,
        Duration.ofDays(7),
        Optional.of(keys),
        InstantSource.system(),
        Optional.empty(),
        _ -> {});
  }

  private static String base64(String id) {
    byte[] key = Arrays.copyOf(id.getBytes(StandardCharsets.UTF_8), 32);
    return Base64.getEncoder().encodeToString(key);
  }
}
