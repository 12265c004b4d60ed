package dev.executionworkers.domain.command;

/** A repository by owner and name. */
public record RepositoryRef(RepositoryOwner owner, RepositoryName name) {

  /** {@code owner/name}, as people and GitHub write it. */
  public String fullName() {
    return owner.value() + "/" + name.value();
  }

  @Override
  public String toString() {
    return fullName();
  }
}
