package dev.executionworkers.adapter.out.journal.postgres;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands before a PostgreSQL: loses the answer to a commit, or everything. */
final class TreacherousProxy implements Closeable {
  private static final String COMMITTED = "COMMIT\0";

  private final ServerSocket server;
  private final int target;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger commitsToLose = new AtomicInteger();
  private volatile boolean downAfterLoss;
  private volatile boolean down;

  TreacherousProxy(int target) throws IOException {
    this.target = target;
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  /** The server does the next commit, and its answer gets lost. */
  void loseNextCommitsAnswer() {
    commitsToLose.set(1);
  }

  /** The same, and nothing gets through after it. */
  void loseNextCommitsAnswerAndGoDown() {
    downAfterLoss = true;
    commitsToLose.set(1);
  }

  boolean hasLostIt() {
    return commitsToLose.get() == 0;
  }

  void goDown() {
    down = true;
    open.forEach(TreacherousProxy::quietlyClose);
  }

  void comeBack() {
    downAfterLoss = false;
    down = false;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        Socket upstream = new Socket(InetAddress.getLoopbackAddress(), target);
        open.add(client);
        open.add(upstream);
        Thread.ofVirtual().start(() -> pump(client, upstream, false));
        Thread.ofVirtual().start(() -> pump(upstream, client, true));
        // Only now, or a connection that is made while it goes down would survive that.
        if (down) {
          quietlyClose(client);
          quietlyClose(upstream);
        }
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void pump(Socket from, Socket to, boolean fromServer) {
    byte[] buffer = new byte[8_192];
    try (from;
        to;
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      int count = in.read(buffer);
      while (count >= 0) {
        if (fromServer && isLost(Arrays.copyOf(buffer, count))) {
          return;
        }
        out.write(buffer, 0, count);
        count = in.read(buffer);
      }
    } catch (IOException closed) {
      return;
    } finally {
      open.remove(from);
      open.remove(to);
    }
  }

  /** One at a time: no other connection's commit is answered once it goes down. */
  private synchronized boolean isLost(byte[] answer) {
    boolean committed = new String(answer, StandardCharsets.ISO_8859_1).contains(COMMITTED);
    if (committed && commitsToLose.compareAndSet(1, 0)) {
      if (downAfterLoss) {
        goDown();
      }
      return true;
    }
    return committed && down;
  }

  private static void quietlyClose(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    goDown();
  }
}
