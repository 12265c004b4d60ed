package dev.executionworkers.adapter.out.journal.sqlite;

import dev.executionworkers.adapter.out.journal.sql.Session;
import dev.executionworkers.port.out.JournalTelemetry;
import dev.executionworkers.port.out.JournalUnavailableException;
import dev.executionworkers.port.out.LeaseLostException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The one thread that writes. It does what is asked in the order in which it was asked, commits as
 * much at once as has come meanwhile, and answers after the commit. Whoever asks waits without
 * keeping a carrier thread busy. Thread-safe.
 *
 * <p>The first error of the database ends it: SQLite goes on after a failed fsync as if nothing had
 * happened, and only opening the file anew tells what is in it.
 */
final class Writer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Writer.class);
  private static final int MOST_AT_ONCE = 1_024;
  private static final Duration BETWEEN_CHORES = Duration.ofMillis(500);

  /** A commit that takes longer is as good as a journal that is away. */
  private static final Duration STUCK = Duration.ofSeconds(5);

  private final Session session;
  private final Chores chores;
  private final JournalTelemetry telemetry;
  private final Consumer<Throwable> onFatal;
  private final LinkedBlockingQueue<Task<?>> queue = new LinkedBlockingQueue<>();
  private final Thread thread = Thread.ofPlatform().name("journal-writer").unstarted(this::write);
  private volatile boolean closing;
  private volatile Optional<JournalUnavailableException> ended = Optional.empty();
  private volatile long busySinceNanos;
  private volatile boolean busy;

  /** Something to be done in the transaction; all of it runs on the one thread. */
  interface Work<T> {
    T run(Session session) throws SQLException;
  }

  /** What is to be done now and then between transactions. */
  interface Chores {
    void run(Session session, boolean last) throws SQLException;
  }

  Writer(Session session, Chores chores, JournalTelemetry telemetry, Consumer<Throwable> onFatal) {
    this.session = session;
    this.chores = chores;
    this.telemetry = telemetry;
    this.onFatal = onFatal;
  }

  void start() {
    thread.start();
  }

  /** Has the work done and waits until it is durable. */
  <T> T ask(Work<T> work) {
    Task<T> task = new Task<>(work);
    queue.add(task);
    ended.ifPresent(task::fail);
    return task.await();
  }

  /** Throws unless it writes. */
  void check() {
    ended.ifPresent(cause -> {
      throw new JournalUnavailableException("the journal has ended", cause);
    });
  }

  /** Whether it writes, and does not take for ever. */
  boolean isHealthy() {
    return ended.isEmpty() && !(busy && System.nanoTime() - busySinceNanos > STUCK.toNanos());
  }

  /** Does what was asked so far, and ends. */
  @Override
  public void close() {
    closing = true;
    queue.add(new Task<>(_ -> true));
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void write() {
    try {
      while (!closing || !queue.isEmpty()) {
        commitNext();
        chores.run(session, false);
      }
      chores.run(session, true);
      end(new JournalUnavailableException("the journal is closed"));
    } catch (SQLException | InterruptedException | RuntimeException | Error e) {
      fail(e);
    } finally {
      closeSession();
    }
  }

  private void commitNext() throws SQLException, InterruptedException {
    Task<?> first = queue.poll(BETWEEN_CHORES.toMillis(), TimeUnit.MILLISECONDS);
    if (first == null) {
      return;
    }
    List<Task<?>> batch = new ArrayList<>();
    batch.add(first);
    queue.drainTo(batch, MOST_AT_ONCE - 1);
    busySinceNanos = System.nanoTime();
    busy = true;
    try {
      begin();
      for (Task<?> task : batch) {
        task.run(session);
      }
      commit();
    } catch (SQLException | RuntimeException | Error e) {
      // Whether it was committed is not known here; whoever waits hears that it may not have been.
      JournalUnavailableException cause = failed(e);
      batch.forEach(task -> task.fail(cause));
      throw e;
    } finally {
      busy = false;
    }
    answer(batch);
  }

  /** Waking many costs, and whoever comes meanwhile need not wait for that. */
  private static void answer(List<Task<?>> batch) {
    if (batch.size() == 1) {
      batch.getFirst().answer();
    } else {
      Thread.startVirtualThread(() -> batch.forEach(Task::answer));
    }
  }

  private void commit() throws SQLException {
    long beganNanos = System.nanoTime();
    session.update("COMMIT");
    telemetry.committed(System.nanoTime() - beganNanos);
  }

  /** Somebody may be looking into the file with a tool of his own: that passes. */
  private void begin() throws SQLException {
    while (true) {
      try {
        session.update("BEGIN IMMEDIATE");
        return;
      } catch (SQLiteException e) {
        if (e.getResultCode() != SQLiteErrorCode.SQLITE_BUSY) {
          throw e;
        }
        LOG.warn("another process keeps the journal locked; waiting for it");
      }
    }
  }

  private void fail(Throwable cause) {
    LOG.atError()
        .addKeyValue("reason", reason(cause))
        .setCause(cause)
        .log("the journal has failed; the process must end, and finds out at its next start");
    end(failed(cause));
    Thread.ofPlatform().name("journal-failed").daemon().start(() -> onFatal.accept(cause));
  }

  /**
   * A full disk and a broken one have the same class, and messages of exceptions are not logged.
   */
  private static String reason(Throwable cause) {
    return cause instanceof SQLiteException sqlite
        ? sqlite.getResultCode().name()
        : cause.getClass().getSimpleName();
  }

  private void end(JournalUnavailableException cause) {
    ended = Optional.of(cause);
    List<Task<?>> left = new ArrayList<>();
    queue.drainTo(left);
    left.forEach(task -> task.fail(cause));
  }

  private void closeSession() {
    try {
      session.close();
    } catch (SQLException e) {
      LOG.warn("the journal's file could not be closed", e);
    }
  }

  private static JournalUnavailableException failed(Throwable cause) {
    return new JournalUnavailableException("the journal has failed: " + cause.getMessage(), cause);
  }

  private static final class Task<T> {
    private final Work<T> work;
    private final CompletableFuture<T> answer = new CompletableFuture<>();
    private Runnable toldAfterCommit = () -> {};

    Task(Work<T> work) {
      this.work = work;
    }

    void run(Session session) throws SQLException {
      try {
        T result = work.run(session);
        toldAfterCommit = () -> answer.complete(result);
      } catch (LeaseLostException refusal) {
        toldAfterCommit = () -> answer.completeExceptionally(refusal);
      }
    }

    void answer() {
      toldAfterCommit.run();
    }

    void fail(JournalUnavailableException cause) {
      answer.completeExceptionally(cause);
    }

    T await() {
      try {
        return answer.join();
      } catch (CompletionException e) {
        switch (e.getCause()) {
          case LeaseLostException lost -> throw lost;
          case JournalUnavailableException away ->
              throw new JournalUnavailableException(String.valueOf(away.getMessage()), away);
          case null, default -> throw e;
        }
      }
    }
  }
}
