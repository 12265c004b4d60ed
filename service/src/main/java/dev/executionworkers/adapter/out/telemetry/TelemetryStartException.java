package dev.executionworkers.adapter.out.telemetry;

import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * OpenTelemetry refuses the value of one of its variables. The message is for the operator. It
 * quotes no value, and there is no cause, since OpenTelemetry's own exceptions do: among the values
 * are the exporter's credentials.
 */
public final class TelemetryStartException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String variable;

  private TelemetryStartException(String variable, String message) {
    super(message);
    this.variable = variable;
  }

  /** What is said of the variable that a refusal names by its property, or of all of them. */
  static TelemetryStartException of(RuntimeException refusal, Map<String, String> variables) {
    String text = messages(refusal);
    return variables.keySet().stream()
        .filter(name -> text.contains(property(name)))
        // One property's name may be the beginning of another's.
        .max(Comparator.comparingInt(String::length))
        .map(name ->
            new TelemetryStartException(name, name + " has a value that OpenTelemetry refuses"))
        .orElseGet(() ->
            new TelemetryStartException(
                "OTEL_*", "one of the OTEL_* variables has a value that OpenTelemetry refuses"));
  }

  /** By which OpenTelemetry knows a variable of the environment. */
  static String property(String variable) {
    return variable.toLowerCase(Locale.ROOT).replace('_', '.');
  }

  private static String messages(Throwable refusal) {
    StringBuilder messages = new StringBuilder();
    Stream.iterate(refusal, thrown -> thrown != null, Throwable::getCause)
        .forEach(thrown -> messages.append(thrown.getMessage()).append('\n'));
    return messages.toString();
  }

  /** The variable's name, or {@code OTEL_*} where it cannot be told. */
  public String variable() {
    return variable;
  }
}
