package dev.executionworkers.acceptance.crash;

import dev.executionworkers.simulators.wire.Fault;
import dev.executionworkers.simulators.wire.Reply;
import dev.executionworkers.simulators.wire.RequestMatcher;
import dev.executionworkers.simulators.wire.SimulatedServer;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/** Lets any request to a foreign system go wrong by chance. Safe for many threads. */
final class Weather {
  private static final List<Fault> FAULTS =
      List.of(
          new Fault.ResetBefore(),
          new Fault.CloseBefore(),
          new Fault.EffectThenReset(),
          new Fault.EffectThenReset(),
          new Fault.EffectThenClose(),
          new Fault.EffectThenDelay(Duration.ofMillis(300)),
          new Fault.EffectThenDelay(Duration.ofMillis(2_500)),
          new Fault.Delay(Duration.ofMillis(500)),
          new Fault.HalfAnswer(),
          new Fault.Garbage(),
          new Fault.Answer(Reply.empty(500)),
          new Fault.Answer(Reply.empty(503)),
          new Fault.Answer(Reply.empty(503).with("Retry-After", "1")),
          new Fault.EffectThenAnswer(Reply.empty(502)));

  private final SplittableRandom random;

  Weather(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** From now on and until its faults are cleared, so many of a system's requests suffer one. */
  void strike(SimulatedServer system, double roughness) {
    for (Fault fault : FAULTS) {
      system.faults().always(chance(roughness / FAULTS.size()), fault);
    }
  }

  private RequestMatcher chance(double likelihood) {
    return _ -> isStruck(likelihood);
  }

  private synchronized boolean isStruck(double likelihood) {
    return random.nextDouble() < likelihood;
  }
}
