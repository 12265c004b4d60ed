package dev.executionworkers.simulators.github;

import java.util.List;

/**
 * A repository as it is at this moment.
 *
 * @param description empty when it has none
 * @param defaultBranch its name, whether or not it exists
 */
public record RepositoryState(
    long id,
    String owner,
    String name,
    boolean isPrivate,
    String description,
    String defaultBranch,
    List<String> branches) {}
