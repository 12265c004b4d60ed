package dev.executionworkers.bootstrap;

import static dev.executionworkers.bootstrap.Variable.GITHUB_API_URL;
import static dev.executionworkers.bootstrap.Variable.GITHUB_APP_ID;
import static dev.executionworkers.bootstrap.Variable.GITHUB_APP_INSTALLATION_ID;
import static dev.executionworkers.bootstrap.Variable.GITHUB_APP_PRIVATE_KEY;
import static dev.executionworkers.bootstrap.Variable.GITHUB_TOKEN;

import dev.executionworkers.adapter.out.github.AppKey;
import dev.executionworkers.bootstrap.Settings.GitHub;
import dev.executionworkers.bootstrap.Settings.GitHubApp;
import dev.executionworkers.domain.command.Secret;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads GitHub's part of the settings: a token, or an App with its key, and not both. */
final class GitHubSettings {
  private static final List<Variable> NEEDED = List.of(GITHUB_APP_ID, GITHUB_APP_PRIVATE_KEY);

  private final EnvironmentReader reader;

  GitHubSettings(EnvironmentReader reader) {
    this.reader = reader;
  }

  GitHub parse() {
    Optional<SecretSource> token = reader.secret(GITHUB_TOKEN);
    Optional<GitHubApp> app = app();
    if (reader.isSet(GITHUB_TOKEN) && reader.isSet(GITHUB_APP_ID)) {
      reader.fault(
          GITHUB_TOKEN, "and " + GITHUB_APP_ID.name() + " are both set; one of them must go");
    }
    return new GitHub(reader.url(GITHUB_API_URL).orElse(Settings.PUBLIC_GITHUB), token, app);
  }

  private Optional<GitHubApp> app() {
    Optional<String> id = reader.parsed(GITHUB_APP_ID, GitHubSettings::id);
    Optional<SecretSource> key = reader.secret(GITHUB_APP_PRIVATE_KEY, GitHubSettings::pem);
    Optional<Long> installation =
        reader.parsed(GITHUB_APP_INSTALLATION_ID, GitHubSettings::installation);
    boolean any =
        Stream.of(GITHUB_APP_ID, GITHUB_APP_PRIVATE_KEY, GITHUB_APP_INSTALLATION_ID)
            .anyMatch(reader::isSet);
    if (any) {
      NEEDED.stream()
          .filter(variable -> !reader.isSet(variable))
          .forEach(variable ->
              reader.fault(variable, "is not set, while others of the GitHub App's are"));
    }
    return id.isPresent() && key.isPresent()
        ? Optional.of(new GitHubApp(id.get(), key.get(), installation))
        : Optional.empty();
  }

  private static Optional<String> id(String text) {
    if (!text.matches("[A-Za-z0-9._-]{0,64}")) {
      throw new IllegalArgumentException("must be the App's client id or its number");
    }
    return Optional.of(text).filter(id -> !id.isEmpty());
  }

  private static Optional<Long> installation(String text) {
    if (!text.matches("(?:[1-9][0-9]{0,17})?")) {
      throw new IllegalArgumentException("must be the installation's number");
    }
    return Optional.of(text).filter(number -> !number.isEmpty()).map(Long::valueOf);
  }

  /** The lines of a PEM are kept as they are; it must be a key that can be used. */
  private static String pem(String text) {
    String value = text.strip();
    if (value.isEmpty()) {
      throw new IllegalArgumentException("is empty");
    }
    var _ = AppKey.of(Secret.of(value));
    return value;
  }
}
