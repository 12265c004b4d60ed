package dev.executionworkers.adapter.out.harbor;

import dev.executionworkers.domain.command.Secret;
import java.security.SecureRandom;
import java.util.regex.Pattern;

/**
 * Chooses tokens that Harbor takes. Its rule (8 to 128 bytes with an upper-case letter, a
 * lower-case letter and a digit, ASCII ones) is the same from 2.9 on; letters and digits alone need
 * no escaping wherever a token ends up. Thread-safe.
 */
final class Tokens {
  /** As many as Harbor's own have: 190 bits. */
  static final int CHARS = 32;

  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final Pattern RULE =
      Pattern.compile("(?=.*[A-Z])(?=.*[a-z])(?=.*[0-9])[A-Za-z0-9]{8,128}");

  private final SecureRandom random;

  Tokens(SecureRandom random) {
    this.random = random;
  }

  /**
   * A fresh one. Drawing again what misses the rule (one in 280) keeps all others equally likely.
   */
  Secret next() {
    while (true) {
      String candidate =
          random
              .ints(CHARS, 0, ALPHABET.length())
              .collect(
                  StringBuilder::new,
                  (text, index) -> text.append(ALPHABET.charAt(index)),
                  StringBuilder::append)
              .toString();
      if (RULE.matcher(candidate).matches()) {
        return Secret.of(candidate);
      }
    }
  }
}
