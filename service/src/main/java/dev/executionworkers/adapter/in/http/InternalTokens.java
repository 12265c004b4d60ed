package dev.executionworkers.adapter.in.http;

import dev.executionworkers.domain.command.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The tokens a caller may present. Immutable and thread-safe.
 *
 * <p>Only digests are kept and compared, so neither the length nor the beginning of a token can be
 * found out by measuring time.
 */
public final class InternalTokens {
  private final List<byte[]> digests;

  private InternalTokens(Stream<String> tokens) {
    digests = tokens.map(InternalTokens::digest).toList();
  }

  /** No token is asked for. */
  public static InternalTokens none() {
    return new InternalTokens(Stream.empty());
  }

  /**
   * The whole value is valid and, where it holds commas, so is each part between them; empty parts
   * are not. Blanks around them do not count: HTTP takes them from around the value of a header, so
   * nobody could present them.
   */
  public static InternalTokens of(Secret value) {
    String whole = value.reveal().trim();
    if (whole.isEmpty()) {
      throw new IllegalArgumentException("an empty token would let everybody in");
    }
    return new InternalTokens(
        Stream.concat(Stream.of(whole), Stream.of(whole.split(",", -1)))
            .map(String::trim)
            .filter(token -> !token.isEmpty())
            .distinct());
  }

  /** Whether callers must present a token. */
  public boolean required() {
    return !digests.isEmpty();
  }

  /** Whether a caller who presents this may come in. */
  public boolean admit(Optional<String> presented) {
    if (!required()) {
      return true;
    }
    byte[] digest = digest(presented.orElse(""));
    boolean known = false;
    for (byte[] valid : digests) {
      known |= MessageDigest.isEqual(valid, digest);
    }
    return known;
  }

  private static byte[] digest(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return Secret.REDACTED;
  }
}
