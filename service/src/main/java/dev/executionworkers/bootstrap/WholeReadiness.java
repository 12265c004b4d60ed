package dev.executionworkers.bootstrap;

import dev.executionworkers.bootstrap.TemporalSettings.TemporalReadiness;
import dev.executionworkers.port.in.Readiness;
import java.util.Optional;

/**
 * Whether the process is ready, with its Temporal worker.
 *
 * @param application all but the worker
 * @param entrance the worker
 * @param policy what it means when the worker has no server
 */
record WholeReadiness(Readiness application, Entrance entrance, TemporalReadiness policy)
    implements Readiness {

  @Override
  public State state() {
    State state = application.state();
    boolean away = entrance.state() == Worker.AWAY;
    return state == State.READY && away && policy == TemporalReadiness.REQUIRE
        ? State.TEMPORAL_UNAVAILABLE
        : state;
  }

  @Override
  public Optional<Worker> worker() {
    return Optional.of(entrance.state());
  }
}
