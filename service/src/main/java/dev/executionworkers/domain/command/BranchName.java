package dev.executionworkers.domain.command;

import java.util.regex.Pattern;

/**
 * The name of a branch, as {@code git check-ref-format} allows it, without the characters that
 * GitHub's protection rules read as wildcards.
 *
 * @param value the short name, such as {@code main} or {@code release/1.2}
 */
public record BranchName(String value) {
  static final int MAX_CHARS = 244;

  /** Space and control characters, and what git or a wildcard gives a meaning. */
  private static final Pattern FORBIDDEN =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Z}\\p{Cs}~^:?*\\[\\]\\\\%]|\\.\\.|//|@\\{");

  public BranchName {
    Rules.length("branch", value, MAX_CHARS);
    if (FORBIDDEN.matcher(value).find() || badEnds(value) || badComponent(value)) {
      throw new InvalidCommandException("branch", "is not a branch name that git allows");
    }
  }

  private static boolean badEnds(String value) {
    return value.equals("@")
        || value.startsWith("-")
        || value.startsWith("/")
        || value.startsWith("refs/")
        || value.endsWith("/")
        || value.endsWith(".");
  }

  private static boolean badComponent(String value) {
    for (String component : value.split("/", -1)) {
      if (component.startsWith(".") || component.endsWith(".lock")) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String toString() {
    return value;
  }
}
