package dev.executionworkers.adapter.in.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** A client that sends what it likes. Reading fails after a while rather than hang. */
final class RawClient implements AutoCloseable {
  private static final int READ_TIMEOUT_MILLIS = 30_000;

  final Socket socket;

  RawClient(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(READ_TIMEOUT_MILLIS);
    socket.setTcpNoDelay(true);
  }

  /** A whole request of an operation. */
  static String post(String path, String body, String... headers) {
    return "POST "
        + path
        + " HTTP/1.1\r\nHost: test\r\n"
        + lines(headers)
        + "Content-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  /** The head of a request, with the empty line that ends it. */
  static String head(String requestLine, String... headers) {
    return requestLine + "\r\nHost: test\r\n" + lines(headers) + "\r\n";
  }

  private static String lines(String... headers) {
    return headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
  }

  RawClient send(String text) throws IOException {
    return send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  RawClient send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    return this;
  }

  /** The next answer, by its length. */
  RawAnswer answer() throws IOException {
    RawAnswer bare = headAlone();
    int length = bare.header("content-length").map(Integer::parseInt).orElse(0);
    return new RawAnswer(
        bare.head(),
        new String(socket.getInputStream().readNBytes(length), StandardCharsets.UTF_8));
  }

  /** The next answer, which has no body whatever its headers say. */
  RawAnswer headAlone() throws IOException {
    StringBuilder head = new StringBuilder();
    InputStream in = socket.getInputStream();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("closed after: " + head);
      }
      head.append((char) next);
    }
    return new RawAnswer(head.toString(), "");
  }

  /** Everything until the server closes. */
  String untilClosed() throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    socket.getInputStream().transferTo(all);
    return all.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  /** An answer as it came. */
  record RawAnswer(String head, String body) {

    int status() {
      return Integer.parseInt(head.substring(9, 12));
    }

    Optional<String> header(String name) {
      String start = name.toLowerCase(Locale.ROOT) + ":";
      return head.lines()
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
          .map(line -> line.substring(start.length()).strip())
          .findFirst();
    }
  }
}
