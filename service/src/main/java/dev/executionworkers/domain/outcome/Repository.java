package dev.executionworkers.domain.outcome;

import java.net.URI;

/**
 * A repository as its host describes it.
 *
 * @param id the host's own number, which survives renames
 * @param name the name as the host writes it
 * @param fullName {@code owner/name} as the host writes it
 * @param visibility who may see it
 * @param htmlUrl its page
 * @param cloneUrl where to clone it by HTTPS
 * @param sshUrl where to clone it by SSH; not a URI ({@code git@host:owner/name.git})
 * @param defaultBranch the branch the host calls default, whether it exists or not
 */
public record Repository(
    long id,
    String name,
    String fullName,
    Visibility visibility,
    URI htmlUrl,
    URI cloneUrl,
    String sshUrl,
    String defaultBranch) {

  /** Whether only who was given access may see it. */
  public boolean isPrivate() {
    return visibility.equals(Visibility.PRIVATE);
  }
}
