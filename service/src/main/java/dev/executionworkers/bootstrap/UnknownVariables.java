package dev.executionworkers.bootstrap;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds variables that look like ours and are not: most often a misspelt name, whose default would
 * otherwise be in force without a word.
 */
final class UnknownVariables {
  private static final List<String> PREFIXES =
      List.of(
          "APPENV_",
          "BIND_",
          "DATABASE_",
          "DATA_",
          "DELEGATED_",
          "EVENTS_",
          "EXTRA_",
          "GITHUB_API_",
          "GITHUB_APP_",
          "GITHUB_TOKEN_",
          "HARBOR_",
          "INTERNAL_",
          "JOURNAL_",
          "LOG_",
          "REQUEST_",
          "ROTATION_",
          "SECRET_BINDINGS_",
          "SHUTDOWN_",
          "TEMPORAL_");

  /**
   * CI runners set some forty of these, none of them with the longer prefixes above: only a name
   * that differs from one of ours by a slip is worth a warning.
   */
  private static final String SHARED_PREFIX = "GITHUB_";

  private static final int SLIP = 2;

  /**
   * What Kubernetes sets in every container for a service called, say, {@code harbor}, and what
   * Temporal's images set for its command line.
   */
  private static final Pattern OF_OTHERS =
      Pattern.compile(
          "TEMPORAL_CLI_.*"
              + "|.*_(?:SERVICE_HOST|SERVICE_PORT(?:_.*)?|PORT(?:_[0-9]+_(?:TCP|UDP).*)?)");

  private static final Set<String> KNOWN = Variable.names().collect(Collectors.toSet());

  private UnknownVariables() {}

  /** A warning for each, in the order of their names. */
  static List<Remark> in(Map<String, String> environment) {
    return new TreeSet<>(environment.keySet())
        .stream().flatMap(name -> remark(name).stream()).toList();
  }

  private static Optional<Remark> remark(String name) {
    if (KNOWN.contains(name) || OF_OTHERS.matcher(name).matches()) {
      return Optional.empty();
    }
    String nearest = nearest(name);
    boolean ours = PREFIXES.stream().anyMatch(name::startsWith);
    return ours || (name.startsWith(SHARED_PREFIX) && distance(name, nearest) <= SLIP)
        ? Optional.of(new Remark(name, "is not known; the nearest known name is " + nearest))
        : Optional.empty();
  }

  private static String nearest(String name) {
    return KNOWN.stream()
        .min(
            Comparator.<String>comparingInt(known -> distance(name, known))
                .thenComparing(Comparator.naturalOrder()))
        .orElseThrow();
  }

  /** Levenshtein's distance: how many letters must be changed, added or removed. */
  static int distance(String from, String to) {
    int[] previous = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int[] row = new int[to.length() + 1];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int change = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(previous[j - 1] + change, 1 + Math.min(previous[j], row[j - 1]));
      }
      previous = row;
    }
    return previous[to.length()];
  }
}
