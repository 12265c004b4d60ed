package dev.executionworkers.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;

/** Ports of the loopback interface. */
final class Ports {
  private static final int CONNECT_MILLIS = 200;
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(2);

  private Ports() {}

  /** One that is free now. */
  static int free() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Waits until somebody listens there. */
  static void awaitListener(int port, Process process, Duration atMost)
      throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    while (!isTaken(port)) {
      if (!process.isAlive() || System.nanoTime() > end) {
        throw BenchException.failed("nothing came to listen on port " + port);
      }
      Thread.sleep(BETWEEN_LOOKS);
    }
  }

  private static boolean isTaken(int port) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
      return true;
    } catch (IOException nobody) {
      return false;
    }
  }
}
