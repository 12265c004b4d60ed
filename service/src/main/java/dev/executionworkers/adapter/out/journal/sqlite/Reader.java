package dev.executionworkers.adapter.out.journal.sqlite;

import dev.executionworkers.adapter.out.journal.sql.Session;
import dev.executionworkers.port.out.JournalUnavailableException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/**
 * A thread with a connection that only reads: what takes long must not keep the writer, and no
 * virtual thread may go into SQLite itself. Thread-safe.
 */
final class Reader implements AutoCloseable {
  private final Database database;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().name("journal-reader").daemon().factory());
  private Optional<Session> session = Optional.empty();

  Reader(Database database) {
    this.database = database;
  }

  /** Has the work done. */
  <T> T ask(Writer.Work<T> work) {
    try {
      return start(work).join();
    } catch (CompletionException | RejectedExecutionException e) {
      throw new JournalUnavailableException("the journal could not be read", e);
    }
  }

  /** Begins the work; fails with whatever it fails with. */
  <T> CompletableFuture<T> start(Writer.Work<T> work) {
    return CompletableFuture.supplyAsync(() -> run(work), thread);
  }

  private <T> T run(Writer.Work<T> work) {
    try {
      if (session.isEmpty()) {
        session = Optional.of(database.openToRead());
      }
      return work.run(session.get());
    } catch (SQLException e) {
      throw new CompletionException(e);
    }
  }

  @Override
  public void close() {
    thread.execute(this::closeSession);
    thread.close();
  }

  private void closeSession() {
    try {
      if (session.isPresent()) {
        session.get().close();
      }
    } catch (SQLException e) {
      throw new CompletionException(e);
    }
  }
}
