package dev.executionworkers.port.out;

import java.time.InstantSource;

class InMemoryPeerLimitsTest extends PeerLimitsContract {
  private final InMemoryPeerLimits limits = new InMemoryPeerLimits(InstantSource.system());

  @Override
  protected PeerLimits limits() {
    return limits;
  }
}
