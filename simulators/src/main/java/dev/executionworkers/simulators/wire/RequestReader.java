package dev.executionworkers.simulators.wire;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the requests of one connection. For one thread. */
final class RequestReader {

  private static final int BUFFER_BYTES = 4096;
  private static final int MAX_LINE_BYTES = 64 * 1024;
  private static final int MAX_FIELDS = 1000;
  private static final int MAX_BODY_BYTES = 64 * 1024 * 1024;
  private static final byte[] CONTINUE =
      "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);

  private final long connection;
  private final InputStream in;
  private final OutputStream out;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int position;
  private int end;
  private boolean keepAlive = true;

  RequestReader(long connection, InputStream in, OutputStream out) {
    this.connection = connection;
    this.in = in;
    this.out = out;
  }

  /** The next request with its whole body; empty when the client closed between two of them. */
  Optional<Received> next() throws IOException {
    if (!hasMore()) {
      return Optional.empty();
    }
    String line = line();
    if (line.isEmpty()) {
      line = line(); // RFC 9112 2.2: one empty line before a request is to be ignored
    }
    String[] parts = line.split(" ", -1);
    if (parts.length != 3 || !parts[2].startsWith("HTTP/1.")) {
      throw new MalformedRequest("request line");
    }
    Headers headers = new Headers(fields());
    String connectionField = headers.first("Connection").orElse("");
    keepAlive = parts[2].equals("HTTP/1.1") && !connectionField.equalsIgnoreCase("close");
    byte[] body = body(headers);
    return Optional.of(
        new Received(connection, parts[0], origin(parts[1]), headers, body, Instant.now()));
  }

  /** Whether the client means to send more after the last request. */
  boolean keepAlive() {
    return keepAlive;
  }

  /** Reads and forgets until the client closes. */
  void drain() throws IOException {
    while (in.read(buffer) >= 0) {
      // A peer that hangs takes whatever it is sent.
    }
  }

  /** A proxy's absolute form is cut to path and query. */
  private static String origin(String target) {
    int scheme = target.indexOf("://");
    if (scheme < 0 || target.startsWith("/")) {
      return target;
    }
    int path = target.indexOf('/', scheme + 3);
    return path < 0 ? "/" : target.substring(path);
  }

  private List<Headers.Field> fields() throws IOException {
    var fields = new ArrayList<Headers.Field>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      if (colon < 1 || fields.size() == MAX_FIELDS) {
        throw new MalformedRequest("header field");
      }
      fields.add(new Headers.Field(line.substring(0, colon), line.substring(colon + 1).strip()));
    }
    return fields;
  }

  private byte[] body(Headers headers) throws IOException {
    boolean chunked =
        headers.first("Transfer-Encoding").filter(v -> v.equalsIgnoreCase("chunked")).isPresent();
    int length = chunked ? 0 : number(headers.first("Content-Length").orElse("0"), 10);
    boolean waits = headers.first("Expect").filter("100-continue"::equalsIgnoreCase).isPresent();
    if (waits && (chunked || length > 0)) {
      out.write(CONTINUE);
      out.flush();
    }
    return chunked ? chunks() : exactly(length);
  }

  private byte[] chunks() throws IOException {
    var all = new ByteArrayOutputStream();
    while (true) {
      String size = line();
      int extension = size.indexOf(';');
      int length = number(extension < 0 ? size : size.substring(0, extension), 16);
      if (length == 0) {
        fields(); // trailers
        return all.toByteArray();
      }
      if (all.size() + (long) length > MAX_BODY_BYTES) {
        throw new MalformedRequest("body too long");
      }
      all.writeBytes(exactly(length));
      if (!line().isEmpty()) {
        throw new MalformedRequest("chunk");
      }
    }
  }

  private static int number(String digits, int radix) throws MalformedRequest {
    try {
      int value = Integer.parseInt(digits.strip(), radix);
      if (value >= 0 && value <= MAX_BODY_BYTES) {
        return value;
      }
    } catch (NumberFormatException notANumber) {
      // Falls through to the refusal below.
    }
    throw new MalformedRequest("length");
  }

  private byte[] exactly(int length) throws IOException {
    var bytes = new byte[length];
    int have = Math.min(length, end - position);
    System.arraycopy(buffer, position, bytes, 0, have);
    position += have;
    if (in.readNBytes(bytes, have, length - have) < length - have) {
      throw new EOFException("inside a body");
    }
    return bytes;
  }

  private String line() throws IOException {
    var line = new StringBuilder(64);
    while (line.length() < MAX_LINE_BYTES) {
      if (!hasMore()) {
        throw new EOFException("inside a request");
      }
      int octet = buffer[position++] & 0xff;
      if (octet == '\n') {
        int length = line.length();
        if (length > 0 && line.charAt(length - 1) == '\r') {
          line.setLength(length - 1);
        }
        return line.toString();
      }
      line.append((char) octet);
    }
    throw new MalformedRequest("line too long");
  }

  private boolean hasMore() throws IOException {
    if (position == end) {
      position = 0;
      end = Math.max(0, in.read(buffer));
    }
    return position < end;
  }
}
