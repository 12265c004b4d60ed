package dev.executionworkers.adapter.in.http;

import io.helidon.common.buffers.DataReader;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.task.InterruptableTask;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.io.UncheckedIOException;
import java.time.Duration;

/**
 * One connection with the time it may take for each part of a request, and an end that lets the
 * caller read its answer.
 *
 * <p>Helidon 4.5 has neither: nothing limits how long a head or a body takes (its idle timer closes
 * only connections that wait for a request line), and after refusing a request it closes at once,
 * whereupon the kernel answers the caller's unread bytes with a reset that discards the refusal on
 * its way. Helidon's idle timer drives this: it asks every connection for its {@link #idleTime} and
 * closes those that have been idle for longer than its limit.
 *
 * <p>Each connection has a thread of its own; only {@link #idleTime}, {@link #close} and {@link
 * #canInterrupt} are called on others.
 */
final class WatchedConnection implements ServerConnection, InterruptableTask<Void> {
  /** What the idle timer's limit has to be below. */
  static final Duration OVERDUE = Duration.ofDays(1);

  /** The most bytes of one request with the framing of tiny chunks. */
  private static final int MAX_REQUEST_BYTES = 16 * HttpLimits.MAX_BODY_BYTES;

  private static final int MAX_LINGER_BYTES = 64 * 1024 * 1024;
  private static final Duration LINGER_GAP = Duration.ofSeconds(1);
  private static final ScopedValue<WatchedConnection> CURRENT = ScopedValue.newInstance();

  private final HelidonSocket socket;
  private final HttpLimits limits;
  private final ServerConnection connection;
  private volatile Phase phase = Phase.RECEIVING;
  private volatile long deadlineNanos;
  private int receivedBytes;
  private boolean lingers;

  WatchedConnection(ServerConnectionSelector http, ConnectionContext context, HttpLimits limits) {
    this.socket = context.serverSocket();
    this.limits = limits;
    this.connection =
        http.connection(new WatchedContext(context, DataReader.create(this::receive)));
    enter(Phase.RECEIVING, limits.receiveTimeout());
  }

  /** The connection that the current thread serves. */
  static WatchedConnection current() {
    return CURRENT.get();
  }

  /** The head is there; the body gets its own time. */
  void receiving() {
    enter(Phase.RECEIVING, limits.receiveTimeout());
  }

  /** The request is there; how long it is served is no matter of the connection. */
  void serving() {
    phase = Phase.SERVING;
  }

  /** The answer is being sent. */
  void answering() {
    enter(Phase.ANSWERING, limits.receiveTimeout());
  }

  /** The answer is sent and the next request may come. */
  void idle() {
    enter(Phase.IDLE, limits.idleTimeout());
  }

  /** Has the connection closed only after the caller had time to read its answer. */
  void lingerAtEnd() {
    lingers = true;
  }

  private void enter(Phase next, Duration limit) {
    deadlineNanos = System.nanoTime() + limit.toNanos();
    phase = next;
  }

  private byte[] receive() {
    byte[] bytes = nextBytes();
    if (phase == Phase.IDLE) {
      receivedBytes = 0;
      receiving();
    }
    receivedBytes += bytes.length;
    if (receivedBytes > MAX_REQUEST_BYTES) {
      throw new CloseConnectionException("the request has more bytes than any may have");
    }
    return bytes;
  }

  /** Without a next byte there is nobody to answer, whatever part of a request is missing. */
  private byte[] nextBytes() {
    try {
      byte[] bytes = socket.get();
      if (bytes == null) {
        lingers = false;
        throw new CloseConnectionException("the caller closed the connection");
      }
      return bytes;
    } catch (UncheckedIOException e) {
      lingers = false;
      throw new CloseConnectionException("the connection is broken or was closed", e);
    }
  }

  @Override
  public void handle(Limit requests) throws InterruptedException {
    try {
      ScopedValue.where(CURRENT, this)
          .<Void, InterruptedException>call(() -> {
            connection.handle(requests);
            return null;
          });
    } finally {
      if (lingers) {
        linger();
      }
    }
  }

  /** Reads what the caller still sends, until it is silent or has gone. */
  private void linger() {
    long end = System.nanoTime() + limits.receiveTimeout().toNanos();
    int bytes = 0;
    try {
      while (bytes < MAX_LINGER_BYTES && System.nanoTime() < end) {
        enter(Phase.RECEIVING, LINGER_GAP);
        bytes += nextBytes().length;
      }
    } catch (CloseConnectionException e) {
      // That is how it ends.
    }
  }

  @Override
  public Duration idleTime() {
    return overdue() ? OVERDUE : Duration.ZERO;
  }

  private boolean overdue() {
    return phase != Phase.SERVING && System.nanoTime() - deadlineNanos > 0;
  }

  /** Helidon calls this for an overdue connection, and for every connection when it stops. */
  @Override
  public void close(boolean interrupt) {
    boolean nothingToLose = phase == Phase.IDLE || phase == Phase.RECEIVING;
    if (nothingToLose || overdue()) {
      cut();
    } else {
      connection.close(interrupt);
    }
  }

  private void cut() {
    try {
      socket.close();
    } catch (UncheckedIOException e) {
      // It ended by itself meanwhile. Helidon's stop would end here and leave the others open.
    }
  }

  @Override
  public boolean canInterrupt() {
    return connection instanceof InterruptableTask<?> task && task.canInterrupt();
  }

  private enum Phase {
    RECEIVING,
    SERVING,
    ANSWERING,
    IDLE
  }
}
