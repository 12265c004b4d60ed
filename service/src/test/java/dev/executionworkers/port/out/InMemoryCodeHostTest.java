package dev.executionworkers.port.out;

import dev.executionworkers.domain.command.RepositoryOwner;

class InMemoryCodeHostTest extends CodeHostContract {
  private final CodeHost host = new InMemoryCodeHost("platform");

  @Override
  protected CodeHost host() {
    return host;
  }

  @Override
  protected RepositoryOwner owner() {
    return new RepositoryOwner("platform");
  }
}
