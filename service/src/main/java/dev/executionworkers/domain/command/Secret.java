package dev.executionworkers.domain.command;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * A value that must not be seen: it prints itself as {@value #REDACTED}, cannot be serialised, and
 * compares in constant time. Only an adapter that puts it on the wire, seals it or compares it with
 * what a caller sent may {@link #reveal()} it. Immutable and thread-safe.
 */
public final class Secret {
  /** What every secret looks like in text. */
  public static final String REDACTED = "[redacted]";

  private final byte[] utf8;

  private Secret(byte[] utf8) {
    this.utf8 = utf8;
  }

  /** A secret with this text. */
  public static Secret of(String text) {
    return new Secret(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The secret in clear, for the wire or the seal and for nothing else. */
  public String reveal() {
    return new String(utf8, StandardCharsets.UTF_8);
  }

  /** Whether there is nothing in it. */
  public boolean isEmpty() {
    return utf8.length == 0;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret that && MessageDigest.isEqual(utf8, that.utf8);
  }

  /** The same for every secret: a hash would tell something about the value. */
  @Override
  public int hashCode() {
    return Secret.class.hashCode();
  }

  @Override
  public String toString() {
    return REDACTED;
  }
}
