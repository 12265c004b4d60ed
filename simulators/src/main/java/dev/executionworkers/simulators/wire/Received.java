package dev.executionworkers.simulators.wire;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * One request as it came in, complete with its body.
 *
 * @param connection counts the server's connections, so that reuse shows
 * @param method as sent, {@code GET}
 * @param target the undecoded request target, path and query, {@code /a%2Fb?x=1}
 * @param at when the last byte of it had been read
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and copying would cost every request
public record Received(
    long connection, String method, String target, Headers headers, byte[] body, Instant at) {

  /** The undecoded path, without the query. */
  public String rawPath() {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  /** The decoded path. An encoded slash looks like a real one here; see {@link #segments()}. */
  public String path() {
    return decodePath(rawPath());
  }

  /** The path's segments, split first and then decoded, so that {@code a%2Fb} is one segment. */
  public List<String> segments() {
    return Arrays.stream(rawPath().split("/", -1)).skip(1).map(Received::decodePath).toList();
  }

  /** The decoded values of a query parameter, in order. */
  public List<String> queryAll(String name) {
    int start = target.indexOf('?');
    if (start < 0) {
      return List.of();
    }
    var values = new ArrayList<String>();
    for (String pair : target.substring(start + 1).split("&", -1)) {
      int equals = pair.indexOf('=');
      String key = equals < 0 ? pair : pair.substring(0, equals);
      if (decodeForm(key).equals(name)) {
        values.add(equals < 0 ? "" : decodeForm(pair.substring(equals + 1)));
      }
    }
    return values;
  }

  /** The first value of a query parameter. */
  public Optional<String> query(String name) {
    return queryAll(name).stream().findFirst();
  }

  /** The first value of a header; its name's case does not matter. */
  public Optional<String> header(String name) {
    return headers.first(name);
  }

  /** The body as UTF-8. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** The body as JSON; empty when it is none, or empty itself. */
  public Optional<JsonNode> json() {
    return Json.read(body);
  }

  @Override
  public String toString() {
    return method + " " + target + " " + text();
  }

  private static String decodePath(String encoded) {
    return encoded.indexOf('%') < 0 ? encoded : decodeForm(encoded.replace("+", "%2B"));
  }

  private static String decodeForm(String encoded) {
    try {
      return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException badEscape) {
      return encoded;
    }
  }
}
