package dev.executionworkers.simulators.harbor;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What one value of Harbor's {@code q} asks of a field. */
sealed interface Condition {

  record Exact(String value) implements Condition {}

  record Contains(String part) implements Condition {}

  /** An empty bound is open. */
  record Between(String least, String most) implements Condition {}

  record AnyOf(List<String> values) implements Condition {}

  record AllOf(List<String> values) implements Condition {}

  /** Empty when the text is none of Harbor's forms, which is a 400. */
  static Optional<Condition> parse(String text) {
    return switch (text.charAt(0)) {
      case '~' -> Optional.of(text.substring(1)).filter(s -> !s.isEmpty()).map(Contains::new);
      case '[' -> range(text);
      case '{' -> list(text, '}').map(AnyOf::new);
      case '(' -> list(text, ')').map(AllOf::new);
      case '\\' -> Optional.of(new Exact(text.substring(1)));
      default -> Optional.of(new Exact(text));
    };
  }

  /** Whether a text field meets it. */
  default boolean met(String field) {
    return switch (this) {
      case Exact(var value) -> field.equals(value);
      case Contains(var part) ->
          field.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
      case Between(var least, var most) ->
          field.compareTo(least) >= 0 && (most.isEmpty() || field.compareTo(most) <= 0);
      case AnyOf(var values) -> values.contains(field);
      case AllOf(var values) -> values.stream().allMatch(field::equals);
    };
  }

  private static Optional<Condition> range(String text) {
    String inner = text.substring(1, Math.max(1, text.length() - 1));
    int tilde = inner.indexOf('~');
    if (!text.endsWith("]") || tilde < 0 || tilde != inner.lastIndexOf('~')) {
      return Optional.empty();
    }
    String least = inner.substring(0, tilde).strip();
    String most = inner.substring(tilde + 1).strip();
    return least.isEmpty() && most.isEmpty()
        ? Optional.empty()
        : Optional.of(new Between(least, most));
  }

  private static Optional<List<String>> list(String text, char end) {
    return text.length() < 2 || text.charAt(text.length() - 1) != end
        ? Optional.empty()
        : Optional.of(List.of(text.substring(1, text.length() - 1).split(" ")));
  }
}
