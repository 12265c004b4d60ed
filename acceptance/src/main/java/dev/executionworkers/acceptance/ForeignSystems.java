package dev.executionworkers.acceptance;

import dev.executionworkers.simulators.delegated.DelegatedEndpoint;
import dev.executionworkers.simulators.delegated.DelegatedSimulator;
import dev.executionworkers.simulators.github.GitHubSimulator;
import dev.executionworkers.simulators.harbor.HarborSimulator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything the service calls, simulated in this process: GitHub with the organisation {@value
 * #ORGANISATION}, Harbor, and the systems that work is delegated to.
 *
 * @param credentials what the service presents to them
 */
public record ForeignSystems(
    GitHubSimulator github,
    HarborSimulator harbor,
    DelegatedSimulator delegated,
    Credentials credentials)
    implements AutoCloseable {
  /** Who owns the repositories. */
  public static final String ORGANISATION = "platform";

  /**
   * What the service presents. Each is recognisable, so that it can be searched for.
   *
   * @param bearer the token of all four delegated endpoints
   */
  public record Credentials(String gitHubToken, String harborPassword, String bearer) {

    /** All of them. */
    public List<String> all() {
      return List.of(gitHubToken, harborPassword, bearer);
    }
  }

  /** Starts them all. */
  public static ForeignSystems start(Credentials credentials) {
    GitHubSimulator github =
        GitHubSimulator.start()
            .organisation(ORGANISATION)
            .user("bot")
            .admin(ORGANISATION, "bot")
            .token(credentials.gitHubToken(), "bot");
    github.limits().requestsPerHour(1_000_000);
    HarborSimulator harbor =
        HarborSimulator.start().password(HarborSimulator.ADMIN, credentials.harborPassword());
    DelegatedSimulator delegated = DelegatedSimulator.start();
    for (DelegatedEndpoint endpoint : DelegatedEndpoint.values()) {
      delegated.requireToken(endpoint, credentials.bearer());
    }
    return new ForeignSystems(github, harbor, delegated, credentials);
  }

  /** The settings that point the service at them. */
  public Map<String, String> settings() {
    var settings = new HashMap<>(gitHubSettings());
    settings.putAll(harborSettings());
    settings.putAll(delegatedSettings());
    return settings;
  }

  /** Those of GitHub alone, which takes as much as one likes unless a limit is put on. */
  public Map<String, String> gitHubSettings() {
    return Map.of(
        "GITHUB_API_URL", github.apiUrl().toString(),
        "GITHUB_TOKEN", credentials.gitHubToken(),
        "GITHUB_WRITE_INTERVAL", "0ms",
        "GITHUB_CONTENT_PER_MINUTE", "10000",
        "GITHUB_CONTENT_PER_HOUR", "20000",
        "GITHUB_CONCURRENT_REQUESTS", "1000",
        "GITHUB_POINTS_PER_MINUTE", "100000");
  }

  /** Those of Harbor alone. */
  public Map<String, String> harborSettings() {
    return Map.of(
        "HARBOR_URL", harbor.uri().toString(),
        "HARBOR_ROBOT_USERNAME", HarborSimulator.ADMIN,
        "HARBOR_ROBOT_PASSWORD", credentials.harborPassword());
  }

  /** Those of the four delegated endpoints alone. */
  public Map<String, String> delegatedSettings() {
    var settings = new HashMap<String, String>();
    for (DelegatedEndpoint endpoint : DelegatedEndpoint.values()) {
      settings.put(endpoint.setting(), delegated.uri(endpoint).toString());
      settings.put(endpoint.setting() + "_TOKEN", credentials.bearer());
    }
    return settings;
  }

  @Override
  public void close() {
    github.close();
    harbor.close();
    delegated.close();
  }
}
