package dev.executionworkers.adapter.out.telemetry.log;

/**
 * Makes text fit for a line that people read in a terminal: no control, formatting (bidirectional),
 * unassigned, private or unpaired characters, and no more of it than allowed.
 */
final class HarmlessText {
  private static final char REPLACEMENT = ' ';
  private static final String CUT = "…";

  private HarmlessText() {}

  /** {@code text}, each character that could do harm replaced by a blank, cut to {@code max}. */
  static String of(String text, int max) {
    String head = cut(text, max);
    for (int i = 0; i < head.length(); i++) {
      char c = head.charAt(i);
      if (c < ' ' || c > '~') {
        return replaced(head);
      }
    }
    return head;
  }

  private static String cut(String text, int max) {
    if (text.length() <= max) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(max - 1)) ? max - 1 : max;
    return text.substring(0, end) + CUT;
  }

  private static String replaced(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    text.codePoints()
        .forEach(c -> {
          if (harmful(c)) {
            plain.append(REPLACEMENT);
          } else {
            plain.appendCodePoint(c);
          }
        });
    return plain.toString();
  }

  private static boolean harmful(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          true;
      default -> false;
    };
  }
}
