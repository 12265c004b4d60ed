package dev.executionworkers.simulators.harbor;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.random.RandomGenerator;

/** What Harbor demands of a robot's secret, and the secrets it makes itself. */
final class SecretRule {

  static final String REFUSAL =
      "the secret must be 8-128, inclusively, characters long with at least 1 uppercase letter, 1"
          + " lowercase letter and 1 number";

  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final int GENERATED_LENGTH = 32;
  private static final RandomGenerator RANDOM = new SecureRandom();

  private SecretRule() {}

  /** Says characters, counts bytes; only ASCII letters are upper or lower to it. */
  static boolean accepts(String secret) {
    int bytes = secret.getBytes(StandardCharsets.UTF_8).length;
    return bytes >= 8
        && bytes <= 128
        && secret.chars().anyMatch(c -> c >= 'A' && c <= 'Z')
        && secret.chars().anyMatch(c -> c >= 'a' && c <= 'z')
        && secret.chars().anyMatch(c -> c >= '0' && c <= '9');
  }

  /** 32 random alphanumerics that meet the rule. */
  static String generate() {
    while (true) {
      var secret = new StringBuilder(GENERATED_LENGTH);
      for (int i = 0; i < GENERATED_LENGTH; i++) {
        secret.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
      }
      if (accepts(secret.toString())) {
        return secret.toString();
      }
    }
  }
}
