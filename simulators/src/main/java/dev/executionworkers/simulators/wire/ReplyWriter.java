package dev.executionworkers.simulators.wire;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/** Writes the answers of one connection, sound or broken. For one thread. */
final class ReplyWriter {

  private static final String FILLER_START = "{\"filler\":\"";
  private static final String FILLER_END = "\"}";
  private static final int FILLER_BLOCK_BYTES = 8192;

  private static volatile CachedDate date = new CachedDate(Long.MIN_VALUE, "");

  private final OutputStream out;

  ReplyWriter(OutputStream out) {
    this.out = out;
  }

  /** Sends it whole; of an answer to HEAD only the headers, with the length the body would have. */
  void write(Reply reply, boolean toHead, boolean keepAlive) throws IOException {
    byte[] bytes = serialise(reply, toHead, keepAlive);
    out.write(bytes);
    out.flush();
  }

  /** Sends the headers and half of the body; without a body, half of the headers. */
  void writeHalf(Reply reply, boolean toHead) throws IOException {
    byte[] bytes = serialise(reply, toHead, true);
    int body = toHead ? 0 : reply.body().length;
    int head = bytes.length - body;
    out.write(bytes, 0, body > 0 ? head + body / 2 : head / 2);
    out.flush();
  }

  void writeRaw(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }

  /** Begins a chunked body. */
  void startDrip() throws IOException {
    writeRaw(fillerHead("Transfer-Encoding: chunked"));
    writeRaw(chunk(FILLER_START));
  }

  /** Sends one more chunk of it. */
  void drip(int bytes) throws IOException {
    writeRaw(chunk("x".repeat(bytes)));
  }

  private static byte[] chunk(String text) {
    return ascii(Integer.toHexString(text.length()) + "\r\n" + text + "\r\n");
  }

  /** Sends a well-formed JSON body of that length. */
  void huge(long bytes) throws IOException {
    out.write(fillerHead("Content-Length: " + bytes));
    out.write(ascii(FILLER_START));
    byte[] block = ascii("x".repeat(FILLER_BLOCK_BYTES));
    long left = bytes - FILLER_START.length() - FILLER_END.length();
    for (; left > 0; left -= block.length) {
      out.write(block, 0, (int) Math.min(left, block.length));
    }
    out.write(ascii(FILLER_END));
    out.flush();
  }

  private static byte[] fillerHead(String framing) {
    return ascii("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n" + framing + "\r\n\r\n");
  }

  private static byte[] serialise(Reply reply, boolean toHead, boolean keepAlive) {
    var head = new StringBuilder(256);
    head.append("HTTP/1.1 ").append(reply.status()).append(' ').append(reason(reply.status()));
    head.append("\r\n");
    for (Headers.Field field : reply.headers().fields()) {
      head.append(field.name()).append(": ").append(field.value()).append("\r\n");
    }
    if (!reply.headers().has("Date")) {
      head.append("Date: ").append(now()).append("\r\n");
    }
    boolean bodiless = reply.status() == 204 || reply.status() == 304;
    if (!bodiless) {
      head.append("Content-Length: ").append(reply.body().length).append("\r\n");
    }
    if (!keepAlive) {
      head.append("Connection: close\r\n");
    }
    byte[] start = ascii(head.append("\r\n").toString());
    if (bodiless || toHead) {
      return start;
    }
    byte[] all = Arrays.copyOf(start, start.length + reply.body().length);
    System.arraycopy(reply.body(), 0, all, start.length, reply.body().length);
    return all;
  }

  private static String now() {
    Instant now = Instant.now();
    CachedDate cached = date;
    if (cached.epochSecond != now.getEpochSecond()) {
      cached = new CachedDate(now.getEpochSecond(), HttpDate.format(now));
      date = cached;
    }
    return cached.text;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String reason(int status) {
    return switch (status) {
      case 200 -> "OK";
      case 201 -> "Created";
      case 202 -> "Accepted";
      case 204 -> "No Content";
      case 301 -> "Moved Permanently";
      case 304 -> "Not Modified";
      case 307 -> "Temporary Redirect";
      case 400 -> "Bad Request";
      case 401 -> "Unauthorized";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 405 -> "Method Not Allowed";
      case 409 -> "Conflict";
      case 412 -> "Precondition Failed";
      case 422 -> "Unprocessable Entity";
      case 429 -> "Too Many Requests";
      case 500 -> "Internal Server Error";
      case 502 -> "Bad Gateway";
      case 503 -> "Service Unavailable";
      case 504 -> "Gateway Timeout";
      default -> "Status " + status;
    };
  }

  private record CachedDate(long epochSecond, String text) {}
}
