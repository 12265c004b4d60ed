package dev.executionworkers.simulators.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP/1.1 server on 127.0.0.1 that records what it is sent and takes faults. Every method may
 * be called on any thread.
 */
public final class SimulatedServer implements AutoCloseable {

  /** Asks for more than the kernel will grant, so that thousands may connect in one burst. */
  private static final int BACKLOG = 16_384;

  private static final Duration PAUSE_AFTER_FAILED_ACCEPT = Duration.ofMillis(10);

  private final String name;
  private final int port;
  private final Handler handler;
  private final FaultPlan faults = new FaultPlan();
  private final Recording recording = new Recording();
  private final ControlApi control = new ControlApi(faults, recording);
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicLong connections = new AtomicLong();
  private @Nullable Listening listening;

  private SimulatedServer(String name, ServerSocket socket, Handler handler) {
    this.name = name;
    this.port = socket.getLocalPort();
    this.handler = handler;
    listen(socket);
  }

  /** Starts on a free port. */
  public static SimulatedServer start(String name, Handler handler) {
    return start(name, 0, handler);
  }

  /**
   * Starts a server.
   *
   * @param name stands in thread names and the {@code Server} header
   * @param port 0 for a free one
   * @throws UncheckedIOException when the port cannot be bound
   */
  public static SimulatedServer start(String name, int port, Handler handler) {
    return new SimulatedServer(name, bind(port), handler);
  }

  /** {@code http://127.0.0.1:port}, without a slash at the end. */
  public URI baseUri() {
    return URI.create("http://127.0.0.1:" + port);
  }

  public int port() {
    return port;
  }

  public String name() {
    return name;
  }

  /** The faults to come. */
  public FaultPlan faults() {
    return faults;
  }

  /** Every request so far, oldest first, each recorded before a fault could touch it. */
  public List<Received> received() {
    return recording.exchanges().stream().map(Exchange::request).toList();
  }

  /** Every request so far that matches, oldest first. */
  public List<Received> received(RequestMatcher matcher) {
    return received().stream().filter(matcher::matches).toList();
  }

  /** Every request so far and what became of it, oldest first. */
  public List<Exchange> exchanges() {
    return recording.exchanges();
  }

  /** How many requests were received since the start or {@link #clear()}, kept or not. */
  public long receivedCount() {
    return recording.count();
  }

  /**
   * Keeps at most the newest so many requests from now on; the default is 100,000. 0 for
   * measurements.
   */
  public void keepAtMost(int requests) {
    recording.keepAtMost(requests);
  }

  /** Forgets what was received and drops all faults. Connections and the simulator's state stay. */
  public void clear() {
    faults.clear();
    recording.clear();
  }

  /** How many connections are open now. */
  public int openConnections() {
    return open.size();
  }

  /** What {@code GET /_sim/state} answers, computed anew each time. */
  public void publishState(Supplier<Object> state) {
    control.publishState(state);
  }

  /**
   * Stops listening, so that connecting is refused, and resets every open connection. The port
   * stays known and {@link #comeBack()} takes it again. Does nothing when it is down already.
   */
  public synchronized void goDown() {
    Listening current = listening;
    if (current == null) {
      return;
    }
    listening = null;
    closeQuietly(current.socket);
    awaitEnd(current.acceptor);
    open.forEach(SimulatedServer::reset);
    current.site.down().countDown();
  }

  /** A socket that a virtual thread waits on is closed only when that thread has gone. */
  private static void awaitEnd(Thread acceptor) {
    try {
      acceptor.join();
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }

  /** Listens again on the same port. Does nothing when it does already. */
  public synchronized void comeBack() {
    if (listening == null) {
      listen(bind(port));
    }
  }

  /** The same as {@link #goDown()}. */
  @Override
  public void close() {
    goDown();
  }

  private void listen(ServerSocket socket) {
    var site = new Connection.Site(handler, faults, recording, control, new CountDownLatch(1));
    Thread acceptor =
        Thread.ofVirtual().name("sim-" + name + "-accept").start(() -> acceptAll(socket, site));
    listening = new Listening(socket, site, acceptor);
  }

  private void acceptAll(ServerSocket listener, Connection.Site site) {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        open.add(socket);
        long number = connections.incrementAndGet();
        Thread.ofVirtual()
            .name("sim-" + name + "-" + number)
            .start(() -> serve(number, socket, site));
      } catch (IOException closedOrOutOfDescriptors) {
        if (listener.isClosed() || interruptedWhilePausing(site)) {
          return;
        }
      }
    }
  }

  private static boolean interruptedWhilePausing(Connection.Site site) {
    try {
      site.isDownWithin(PAUSE_AFTER_FAILED_ACCEPT);
      return false;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private void serve(long number, Socket socket, Connection.Site site) {
    try (socket) {
      socket.setTcpNoDelay(true);
      new Connection(number, socket, site).run();
    } catch (IOException gone) {
      // The client went away or the server went down: both end the connection, nothing else.
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(socket);
    }
  }

  private static ServerSocket bind(int port) {
    try {
      var socket = new ServerSocket();
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), BACKLOG);
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on 127.0.0.1:" + port, e);
    }
  }

  static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
    } catch (IOException closedAlready) {
      // Closing it below is all that is left to do.
    }
    closeQuietly(socket);
  }

  private static void closeQuietly(AutoCloseable socket) {
    try {
      socket.close();
    } catch (Exception closedAlready) {
      // Closed is what it should be.
    }
  }

  private record Listening(ServerSocket socket, Connection.Site site, Thread acceptor) {}
}
