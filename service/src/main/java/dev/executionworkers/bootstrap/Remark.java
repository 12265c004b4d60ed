package dev.executionworkers.bootstrap;

/**
 * Something about one environment variable.
 *
 * @param variable its name
 * @param text what is to be said of it, going on from the name; never quotes the value, which may
 *     be a secret in the wrong place
 */
public record Remark(String variable, String text) {

  /** The sentence. */
  @Override
  public String toString() {
    return variable + " " + text;
  }
}
