package dev.executionworkers.acceptance.crash;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands before a PostgreSQL, and loses the answer to a commit, or everything, when told to. */
final class DatabaseProxy implements AutoCloseable {
  /** The tag with which the server says that a transaction is committed. */
  private static final String COMMITTED = "COMMIT\0";

  private final ServerSocket server;
  private final int target;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger answersToLose = new AtomicInteger();
  private volatile boolean away;

  private DatabaseProxy(ServerSocket server, int target) {
    this.server = server;
    this.target = target;
    Thread.ofVirtual().name("database-proxy").start(this::accept);
  }

  /** Leads to that port of this machine. */
  static DatabaseProxy to(int target) {
    try {
      return new DatabaseProxy(new ServerSocket(0, 200, InetAddress.getLoopbackAddress()), target);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return server.getLocalPort();
  }

  /** The server does the next commit, and the connection breaks before it can say so. */
  void loseNextCommitsAnswer() {
    answersToLose.set(1);
  }

  /** Breaks every connection, and every new one, until {@link #comeBack}. */
  void goAway() {
    away = true;
    open.forEach(DatabaseProxy::close);
  }

  void comeBack() {
    answersToLose.set(0);
    away = false;
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    goAway();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        lead(client);
      } catch (IOException closed) {
        if (server.isClosed()) {
          return;
        }
      }
    }
  }

  private void lead(Socket client) throws IOException {
    Socket upstream = new Socket(InetAddress.getLoopbackAddress(), target);
    open.add(client);
    open.add(upstream);
    Thread.ofVirtual().start(() -> pump(client, upstream, false));
    Thread.ofVirtual().start(() -> pump(upstream, client, true));
    // Only now, or a connection that is made while it goes away would survive that.
    if (away) {
      close(client);
      close(upstream);
    }
  }

  private void pump(Socket from, Socket to, boolean fromServer) {
    byte[] buffer = new byte[8_192];
    try (from;
        to;
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        if (fromServer && isLost(new String(buffer, 0, count, StandardCharsets.ISO_8859_1))) {
          return;
        }
        out.write(buffer, 0, count);
      }
    } catch (IOException broken) {
      return;
    } finally {
      open.remove(from);
      open.remove(to);
    }
  }

  private boolean isLost(String answer) {
    return answer.contains(COMMITTED) && answersToLose.compareAndSet(1, 0);
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
