package dev.executionworkers.domain.outcome;

import java.util.regex.Pattern;

/** Makes foreign text fit to be logged and shown: one line, bounded, without hidden characters. */
public final class PlainText {
  /** The most characters of foreign text that anyone gets to see. */
  public static final int MAX_CHARS = 300;

  private static final Pattern UNSAFE =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}\\p{Co}\\p{Cn}]+");

  private PlainText() {}

  /**
   * {@code text} on one line, without control, bidirectional and unpaired characters, cut after
   * {@value #MAX_CHARS} characters.
   */
  public static String of(String text) {
    String head = text.length() > MAX_CHARS * 4 ? text.substring(0, MAX_CHARS * 4) : text;
    String line = UNSAFE.matcher(head).replaceAll(" ").strip();
    if (line.length() <= MAX_CHARS) {
      return line;
    }
    int end = Character.isHighSurrogate(line.charAt(MAX_CHARS - 1)) ? MAX_CHARS - 1 : MAX_CHARS;
    return line.substring(0, end) + "…";
  }
}
