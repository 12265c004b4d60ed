package dev.executionworkers.domain.command;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-256 over an operation and the canonical fields of its command: two requests with the same
 * fingerprint ask for the same thing.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record Fingerprint(String hex) {

  /** The fingerprint of {@code command}. */
  public static Fingerprint of(Command command) {
    MessageDigest digest = sha256();
    add(digest, command.operation().label());
    command.canonicalFields().forEach(field -> add(digest, field));
    return new Fingerprint(HexFormat.of().formatHex(digest.digest()));
  }

  /** The length goes first, so that no two lists of fields run together into the same bytes. */
  private static void add(MessageDigest digest, String field) {
    byte[] utf8 = field.getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(utf8.length).array());
    digest.update(utf8);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return hex;
  }
}
