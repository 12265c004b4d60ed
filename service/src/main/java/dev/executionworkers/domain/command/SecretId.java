package dev.executionworkers.domain.command;

import java.util.regex.Pattern;

/**
 * The control plane's id of a secret. It may be a registry robot's name ({@code robot$team+ci}), so
 * any visible characters are taken.
 *
 * @param value at most {@value #MAX_CHARS} characters without blanks and control characters
 */
public record SecretId(String value) {
  /** The name of the field on the wire. */
  public static final String FIELD = "secretId";

  static final int MAX_CHARS = 255;
  private static final Pattern BLANK = Pattern.compile("[\\p{Z}\\s]");

  public SecretId {
    Rules.length(FIELD, value, MAX_CHARS);
    Rules.printable(FIELD, value);
    if (BLANK.matcher(value).find()) {
      throw new InvalidCommandException(FIELD, "must not contain blanks");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
