package dev.executionworkers.simulators.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A client that shows what really happens on the socket. */
final class RawClient implements AutoCloseable {

  private static final int READ_TIMEOUT_MILLIS = 30_000;

  private final Socket socket;

  RawClient(SimulatedServer server) throws IOException {
    socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), server.port());
    socket.setSoTimeout(READ_TIMEOUT_MILLIS);
  }

  RawClient send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
    return this;
  }

  /** Everything up to the server's closing; a reset is an IOException. */
  String readToEnd() throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
  }

  /** Everything up to and including the given text. */
  String readUntil(String end) throws IOException {
    InputStream in = socket.getInputStream();
    var read = new ByteArrayOutputStream();
    while (!read.toString(StandardCharsets.ISO_8859_1).endsWith(end)) {
      int octet = in.read();
      if (octet < 0) {
        throw new IOException("ended after: " + read.toString(StandardCharsets.ISO_8859_1));
      }
      read.write(octet);
    }
    return read.toString(StandardCharsets.ISO_8859_1);
  }

  /** One byte, or -1 at the server's closing. */
  int readOne() throws IOException {
    return socket.getInputStream().read();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
