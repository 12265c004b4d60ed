package dev.executionworkers.adapter.in.http;

import dev.executionworkers.domain.command.InvalidCommandException;
import dev.executionworkers.domain.command.OperationName;
import dev.executionworkers.port.out.Ledger;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The query of a request for the ledger. What it does not know is refused, since a filter that is
 * ignored shows what was not asked for. A plus sign is a plus sign, as in names of robots.
 */
final class LedgerQuery {
  static final int DEFAULT_LIMIT = 50;
  static final int MAX_LIMIT = 200;

  private static final String OPERATION = "operation";
  private static final String SUBJECT = "subject";
  private static final String STATE = "state";
  private static final String SINCE = "since";
  private static final String LIMIT = "limit";
  private static final String BEFORE = "before";
  private static final Set<String> KNOWN = Set.of(OPERATION, SUBJECT, STATE, SINCE, LIMIT, BEFORE);

  private static final Pattern WHOLE = Pattern.compile("[0-9]{1,18}");
  private static final Pattern AGO = Pattern.compile("([0-9]{1,9})([smhd])");
  private static final Map<String, OperationName> OPERATIONS =
      byName(OperationName.values(), OperationName::label);
  private static final Map<String, Ledger.State> STATES =
      byName(Ledger.State.values(), state -> state.name().toLowerCase(Locale.ROOT));

  private final Map<String, String> values;

  private LedgerQuery(Map<String, String> values) {
    this.values = values;
  }

  /**
   * What is looked for.
   *
   * @param raw the query as it came, without its question mark
   * @throws InvalidCommandException that names the parameter
   */
  static Ledger.Query parse(String raw, Instant now) {
    LedgerQuery query = new LedgerQuery(parameters(raw));
    return new Ledger.Query(
        query.value(OPERATION).map(label -> oneOf(OPERATION, OPERATIONS, label)),
        query.value(SUBJECT),
        query.value(STATE).map(name -> oneOf(STATE, STATES, name)),
        query.value(SINCE).map(text -> since(text, now)),
        query.value(BEFORE).map(text -> whole(BEFORE, text, Long.MAX_VALUE)),
        query
            .value(LIMIT)
            .map(text -> Math.toIntExact(whole(LIMIT, text, MAX_LIMIT)))
            .orElse(DEFAULT_LIMIT));
  }

  private Optional<String> value(String name) {
    return Optional.ofNullable(values.get(name));
  }

  private static Map<String, String> parameters(String raw) {
    Map<String, String> values = new HashMap<>();
    for (String pair : raw.split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
        String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
        put(values, name, value);
      }
    }
    return values;
  }

  private static void put(Map<String, String> values, String name, String value) {
    if (!KNOWN.contains(name)) {
      throw new InvalidCommandException(
          "the parameter " + name, "is unknown; known are " + String.join(", ", sorted(KNOWN)));
    }
    if (value.isEmpty()) {
      throw new InvalidCommandException(name, "must not be empty");
    }
    if (values.put(name, value) != null) {
      throw new InvalidCommandException(name, "must come once");
    }
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new InvalidCommandException("the query", "has a broken percent sign");
    }
  }

  private static <T> T oneOf(String name, Map<String, T> known, String value) {
    return Optional.ofNullable(known.get(value))
        .orElseThrow(() ->
            new InvalidCommandException(
                name, "must be one of " + String.join(", ", sorted(known.keySet()))));
  }

  private static long whole(String name, String text, long max) {
    long number = WHOLE.matcher(text).matches() ? Long.parseLong(text) : 0;
    if (number < 1 || number > max) {
      throw new InvalidCommandException(
          name, "must be a whole number from 1" + (max == Long.MAX_VALUE ? "" : " to " + max));
    }
    return number;
  }

  private static Instant since(String text, Instant now) {
    Matcher ago = AGO.matcher(text);
    try {
      Instant start = ago.matches() ? now.minus(duration(ago)) : Instant.parse(text);
      // The journal counts milliseconds.
      return Instant.ofEpochMilli(start.toEpochMilli());
    } catch (DateTimeException | ArithmeticException e) {
      throw new InvalidCommandException(
          SINCE,
          "must be a time such as 2026-11-24T03:00:00Z or a duration such as 90s, 15m, 2h, 7d");
    }
  }

  private static Duration duration(Matcher ago) {
    long amount = Long.parseLong(ago.group(1));
    return switch (ago.group(2)) {
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }

  private static Set<String> sorted(Set<String> names) {
    return new TreeSet<>(names);
  }

  private static <T> Map<String, T> byName(T[] values, Function<T, String> name) {
    return Arrays.stream(values).collect(Collectors.toUnmodifiableMap(name, Function.identity()));
  }
}
