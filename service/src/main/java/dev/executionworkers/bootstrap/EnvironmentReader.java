package dev.executionworkers.bootstrap;

import dev.executionworkers.domain.command.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Reads variables by their type and remembers everything that is wrong with them. After a fault it
 * goes on with the default, so that the next variables are looked at as well; what is built then is
 * thrown away. An empty variable is one that is not set.
 */
final class EnvironmentReader {
  private final Map<String, String> environment;
  private final FileContent files;
  private final LongSupplier nanoTime;
  private final List<Remark> faults = new ArrayList<>();

  EnvironmentReader(Map<String, String> environment, FileContent files, LongSupplier nanoTime) {
    this.environment = environment;
    this.files = files;
    this.nanoTime = nanoTime;
  }

  List<Remark> faults() {
    return List.copyOf(faults);
  }

  void fault(Variable variable, String text) {
    fault(variable.name(), text);
  }

  /** The same of a variable by its name. */
  void fault(String variable, String text) {
    faults.add(new Remark(variable, text));
  }

  /** Whether the environment names it, by itself or by a file. */
  boolean isSet(Variable variable) {
    return raw(variable.name()).isPresent()
        || (variable.kind() == Variable.Kind.SECRET && raw(variable.fileName()).isPresent());
  }

  private Optional<String> raw(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }

  /** Every variable that begins so and is set. */
  Map<String, String> allWithPrefix(String prefix) {
    return environment.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(prefix) && !entry.getValue().isBlank())
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** The value, or the default where there is one. */
  Optional<String> text(Variable variable) {
    return raw(variable.name()).map(String::strip).or(variable::defaultValue);
  }

  /**
   * The value made into something by a function that throws {@link IllegalArgumentException} with
   * what is wrong; the default's when it does.
   */
  <T> T parsed(Variable variable, Function<String, T> parse) {
    String byDefault = variable.defaultValue().orElse("");
    try {
      return parse.apply(text(variable).orElse(byDefault));
    } catch (IllegalArgumentException e) {
      fault(variable, String.valueOf(e.getMessage()));
      return parse.apply(byDefault);
    }
  }

  int integer(Variable variable, int min, int max) {
    return parsed(
        variable,
        text -> {
          if (!text.matches("[0-9]{1,9}") || outside(Integer.parseInt(text), min, max)) {
            throw new IllegalArgumentException("must be a whole number from " + min + " to " + max);
          }
          return Integer.parseInt(text);
        });
  }

  private static boolean outside(int value, int min, int max) {
    return value < min || value > max;
  }

  /** A duration within bounds that are written like one. */
  Duration duration(Variable variable, String min, String max) {
    Duration least = DurationText.parse(min).orElseThrow();
    Duration most = DurationText.parse(max).orElseThrow();
    return parsed(
        variable,
        text ->
            DurationText.parse(text)
                .filter(value -> value.compareTo(least) >= 0 && value.compareTo(most) <= 0)
                .orElseThrow(() ->
                    new IllegalArgumentException(
                        "must be a duration such as 500ms, 12s, 3m, 24h or 7d, from "
                            + min
                            + " to "
                            + max)));
  }

  /** One of the constants of an enum, in any case. */
  <E extends Enum<E>> E choice(Variable variable, Class<E> type) {
    return parsed(
        variable,
        text -> {
          for (E constant : type.getEnumConstants()) {
            if (constant.name().equalsIgnoreCase(text)) {
              return constant;
            }
          }
          throw new IllegalArgumentException("must be one of " + names(type));
        });
  }

  private static <E extends Enum<E>> String names(Class<E> type) {
    List<String> names = new ArrayList<>();
    for (E constant : type.getEnumConstants()) {
      names.add(constant.name().toLowerCase(Locale.ROOT));
    }
    return String.join(", ", names);
  }

  /** An {@code http} or {@code https} URL; empty when it is not set or wrong. */
  Optional<URI> url(Variable variable) {
    return text(variable)
        .flatMap(text -> {
          Optional<String> wrong = wrongUrl(text);
          wrong.ifPresent(what -> fault(variable, what));
          return wrong.isEmpty() ? Optional.of(URI.create(text)) : Optional.empty();
        });
  }

  private static Optional<String> wrongUrl(String text) {
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException _) {
      return Optional.of("must be a URL");
    }
    if (!"http".equalsIgnoreCase(uri.getScheme()) && !"https".equalsIgnoreCase(uri.getScheme())) {
      return Optional.of("must be a URL that begins with http:// or https://");
    }
    if (uri.getRawUserInfo() != null) {
      return Optional.of("must not carry credentials in the URL");
    }
    if (uri.getHost() == null) {
      return Optional.of("must be a URL that names a host (letters, digits, '-' and '.')");
    }
    if (uri.getRawFragment() != null) {
      return Optional.of("must not have a fragment (#…)");
    }
    return uri.getPort() > 65_535 || uri.getPort() == 0
        ? Optional.of("must have a port from 1 to 65535, or none")
        : Optional.empty();
  }

  Path path(Variable variable) {
    return parsed(
        variable,
        text -> {
          try {
            return Path.of(text);
          } catch (InvalidPathException _) {
            throw new IllegalArgumentException("must be a path");
          }
        });
  }

  /** The content of the file that a variable names; empty when it is not set or cannot be read. */
  Optional<byte[]> file(Variable variable) {
    return text(variable)
        .flatMap(name -> {
          try {
            return Optional.of(files.read(Path.of(name)));
          } catch (IOException | InvalidPathException _) {
            fault(variable, "names a file that cannot be read");
            return Optional.empty();
          }
        });
  }

  /** A secret of one line, from the variable or from the file that its {@code _FILE} names. */
  Optional<SecretSource> secret(Variable variable) {
    return secret(variable, SecretText::checked);
  }

  /**
   * A secret, from the variable or from the file that its {@code _FILE} names.
   *
   * @param form makes the value of the text, or throws {@link IllegalArgumentException} with what
   *     the text is instead, without quoting it
   */
  Optional<SecretSource> secret(Variable variable, UnaryOperator<String> form) {
    Optional<String> value = raw(variable.name());
    Optional<String> file = raw(variable.fileName()).map(String::strip);
    if (value.isPresent() && file.isPresent()) {
      fault(variable, "and " + variable.fileName() + " are both set; one of them must go");
      return Optional.empty();
    }
    return value
        .flatMap(text -> given(variable, text, form))
        .or(() -> file.flatMap(name -> inFile(variable.fileName(), name, form)));
  }

  /** A secret of several lines, read once, with commas in their place. */
  Optional<Secret> secretLines(Variable variable) {
    return secret(variable, text -> SecretText.checked(commas(text))).map(SecretSource::get);
  }

  private static String commas(String lines) {
    return lines.strip().replaceAll("\\R+", ",");
  }

  private Optional<SecretSource> given(Variable variable, String text, UnaryOperator<String> form) {
    try {
      return Optional.of(SecretSource.fixed(form.apply(text)));
    } catch (IllegalArgumentException e) {
      fault(variable, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private Optional<SecretSource> inFile(
      String fileVariable, String name, UnaryOperator<String> form) {
    try {
      return Optional.of(SecretSource.inFile(fileVariable, Path.of(name), files, form, nanoTime));
    } catch (IOException | InvalidPathException _) {
      fault(fileVariable, "names a file that cannot be read");
    } catch (IllegalArgumentException e) {
      fault(fileVariable, "names a file whose content " + e.getMessage());
    }
    return Optional.empty();
  }
}
