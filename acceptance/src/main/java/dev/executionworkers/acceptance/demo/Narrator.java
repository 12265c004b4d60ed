package dev.executionworkers.acceptance.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** Prints the account: titles, and under them lines of a label and a text. For one thread. */
final class Narrator {
  private static final String BOLD = "\u001b[1m";
  private static final String PLAIN = "\u001b[0m";

  private final PrintStream out;
  private final boolean styled;
  private int chapter;

  /**
   * @param styled whether titles may be bold, as on a terminal
   */
  Narrator(PrintStream out, boolean styled) {
    this.out = out;
    this.styled = styled;
  }

  /** A title without a number. */
  void title(String text) {
    out.println();
    out.println(styled ? BOLD + text + PLAIN : text);
  }

  /** A numbered title. */
  void chapter(String text) {
    chapter++;
    title(chapter + ". " + text);
  }

  /** A label and a text. */
  void line(String label, String text) {
    out.println("   %-9s %s".formatted(label, text).stripTrailing());
  }

  /** One call to a foreign system. */
  void call(Traffic.Call call) {
    String times = call.times() > 1 ? " (" + call.times() + " times)" : "";
    String mark = call.trouble() ? "! " : "  ";
    line(
        call.system(),
        "%-5s %-53s%s%s".formatted(call.method(), call.path(), mark, call.result() + times));
  }

  /** Text as it is. */
  void text(String text) {
    out.println(text);
  }

  /** {@code 0.42 s}. */
  static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.2f s", duration.toMillis() / 1000.0);
  }
}
