package dev.executionworkers.bootstrap;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/** What may be a secret's value. */
final class SecretText {
  private SecretText() {}

  /**
   * The value in a file of UTF-8.
   *
   * @param form makes it of the text
   * @throws IllegalArgumentException saying what is wrong, without the value
   */
  static String inFile(byte[] content, UnaryOperator<String> form) {
    try {
      return form.apply(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString());
    } catch (CharacterCodingException _) {
      throw new IllegalArgumentException("is not UTF-8 text");
    }
  }

  /**
   * A value of one line, without the line's end that editors and {@code echo} leave.
   *
   * @throws IllegalArgumentException saying what is wrong, without the value
   */
  static String checked(String text) {
    int end = text.length();
    while (end > 0 && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
      end--;
    }
    String value = text.substring(0, end);
    if (value.isBlank()) {
      throw new IllegalArgumentException("is empty");
    }
    if (value.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("contains control characters or several lines");
    }
    return value;
  }
}
