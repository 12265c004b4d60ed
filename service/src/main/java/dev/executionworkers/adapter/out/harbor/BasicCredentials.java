package dev.executionworkers.adapter.out.harbor;

import dev.executionworkers.domain.command.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.Supplier;

/**
 * Who logs in by HTTP Basic (RFC 7617).
 *
 * @param username without a colon, which would end it
 * @param password asked for on every request, so that a changed one is used at once
 */
public record BasicCredentials(String username, Supplier<Secret> password) {

  /**
   * Checks the username.
   *
   * @throws IllegalArgumentException when it is empty or contains a colon
   */
  public BasicCredentials {
    if (username.isEmpty() || username.indexOf(':') >= 0) {
      throw new IllegalArgumentException("the username must not be empty or contain a colon");
    }
  }

  /** The value of the {@code Authorization} header. */
  String authorization() {
    return authorization(username, password.get());
  }

  /** The value of the {@code Authorization} header for anybody. */
  static String authorization(String username, Secret password) {
    String pair = username + ":" + password.reveal();
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }
}
