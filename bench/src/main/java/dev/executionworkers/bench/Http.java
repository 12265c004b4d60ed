package dev.executionworkers.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** One request on a connection of its own, on a bare socket: thousands of these cost little. */
public final class Http {
  private static final int OK = 200;
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(2);
  private static final int STATUS_AT = "HTTP/1.1 ".length();
  private static final int HEAD_BYTES = STATUS_AT + 3;

  private static final String READY =
      "GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

  private Http() {}

  /**
   * Asks, and reads no more of the answer than its status.
   *
   * @param asked run once it is asked, or cannot be
   */
  public static int post(int port, String path, String json, Runnable asked) throws IOException {
    return ask(
        port,
        asked,
        "POST "
            + path
            + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json"
            + "\r\nContent-Length: "
            + json.length()
            + "\r\n\r\n"
            + json);
  }

  static void awaitReady(int port, Duration atMost) throws IOException, InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    while (ask(port, () -> {}, READY) != OK) {
      if (System.nanoTime() > end) {
        throw BenchException.failed("the service does not get ready");
      }
      Thread.sleep(BETWEEN_LOOKS);
    }
  }

  private static int ask(int port, Runnable asked, String request) throws IOException {
    try (Socket socket = sent(port, asked, request)) {
      byte[] head = socket.getInputStream().readNBytes(HEAD_BYTES);
      String line = new String(head, StandardCharsets.US_ASCII);
      if (head.length < HEAD_BYTES || !line.startsWith("HTTP/1.1 ")) {
        throw new IOException("no answer");
      }
      return Integer.parseInt(line.substring(STATUS_AT));
    }
  }

  @SuppressWarnings("AddressSelection") // the loopback interface has one address of each kind
  private static Socket sent(int port, Runnable asked, String request) throws IOException {
    try {
      var socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return socket;
    } finally {
      asked.run();
    }
  }
}
