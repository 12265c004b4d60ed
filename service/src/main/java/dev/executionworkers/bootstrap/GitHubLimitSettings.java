package dev.executionworkers.bootstrap;

import static dev.executionworkers.bootstrap.Variable.GITHUB_CONCURRENT_REQUESTS;
import static dev.executionworkers.bootstrap.Variable.GITHUB_CONTENT_PER_HOUR;
import static dev.executionworkers.bootstrap.Variable.GITHUB_CONTENT_PER_MINUTE;
import static dev.executionworkers.bootstrap.Variable.GITHUB_POINTS_PER_MINUTE;
import static dev.executionworkers.bootstrap.Variable.GITHUB_WRITE_INTERVAL;

import dev.executionworkers.bootstrap.Settings.GitHubLimits;

/**
 * Reads what GitHub allows. The defaults are what it publishes; an Enterprise Server has its own.
 */
final class GitHubLimitSettings {
  private final EnvironmentReader reader;

  GitHubLimitSettings(EnvironmentReader reader) {
    this.reader = reader;
  }

  GitHubLimits parse() {
    return new GitHubLimits(
        reader.duration(GITHUB_WRITE_INTERVAL, "0ms", "1m"),
        reader.integer(GITHUB_CONTENT_PER_MINUTE, 1, 10_000),
        reader.integer(GITHUB_CONTENT_PER_HOUR, 1, 20_000),
        reader.integer(GITHUB_CONCURRENT_REQUESTS, 2, 1_000),
        reader.integer(GITHUB_POINTS_PER_MINUTE, 10, 100_000));
  }
}
