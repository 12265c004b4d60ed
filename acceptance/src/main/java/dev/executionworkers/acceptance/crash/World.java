package dev.executionworkers.acceptance.crash;

import dev.executionworkers.acceptance.Caller;
import dev.executionworkers.acceptance.Entrance;
import dev.executionworkers.acceptance.ForeignSystems;
import dev.executionworkers.acceptance.ForeignSystems.Credentials;
import dev.executionworkers.acceptance.TemporalCaller;
import dev.executionworkers.simulators.harbor.FacadeSimulator;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Everything around the service that outlives its processes.
 *
 * @param temporal whose worker it is, if it is asked by Temporal
 */
record World(
    ForeignSystems systems,
    FacadeSimulator facade,
    EventSink sink,
    Variant variant,
    Store store,
    Optional<TemporalCaller> temporal)
    implements AutoCloseable {
  static final String FACADE_USER = "worker";

  private static final Credentials CREDENTIALS =
      new Credentials("ghp_chaosGitHub51c0", "Chaos-Harbor-93fe", "chaos-bearer-27aa");

  /** As many as are kept at a time, and more. */
  private static final String SLOTS = "1000";

  private static final AtomicInteger NAMES = new AtomicInteger();

  static World create(Variant variant) {
    return new World(
        ForeignSystems.start(CREDENTIALS),
        FacadeSimulator.start(FACADE_USER, CREDENTIALS.harborPassword()),
        new EventSink(),
        variant,
        Store.create(variant.store()),
        temporal(variant.entrance()));
  }

  /** The same world with another way to its journal. */
  World with(Store otherWay) {
    return new World(systems, facade, sink, variant, otherWay, temporal);
  }

  private static Optional<TemporalCaller> temporal(Entrance entrance) {
    return switch (entrance) {
      case HTTP -> Optional.empty();
      case TEMPORAL -> Optional.of(TemporalCaller.start());
    };
  }

  Strategy strategy() {
    return variant.strategy();
  }

  /**
   * Who asks for wishes, by the variant's entrance.
   *
   * @param service the process to ask over HTTP
   * @param pauses between attempts over HTTP
   * @param attempt how long an attempt by Temporal may take
   */
  Engine engine(Supplier<Caller> service, List<Duration> pauses, Duration attempt) {
    return temporal
        .map(caller -> Engine.byTemporal(caller, attempt))
        .orElseGet(() -> Engine.overHttp(service, pauses));
  }

  /** A subject that is part of no other. */
  static String newSubject(Wish.Kind kind) {
    String what =
        switch (kind) {
          case REPOSITORY -> "repo";
          case PROTECTION -> "shield";
          case SECRETS -> "vault";
          case SECRET_BINDINGS -> "bind";
          case GITOPS -> "sync";
          case ROTATION -> "robot";
        };
    return what + "%06dx".formatted(NAMES.incrementAndGet());
  }

  /** A wish about something new, with all that it needs there. */
  Wish newWish(Wish.Kind kind) {
    Wish wish = new Wish(kind, newSubject(kind));
    wish.prepare(systems);
    return wish;
  }

  /** What every process of the service needs. */
  Map<String, String> settings() {
    var settings = new HashMap<>(systems.settings());
    settings.putAll(strategy().settings(this));
    settings.putAll(store.settings());
    temporal.ifPresent(caller -> {
      settings.putAll(caller.settings());
      settings.put("TEMPORAL_SLOTS", SLOTS);
    });
    settings.put("EVENTS_SINK", sink.url());
    settings.put("ENVIRONMENT", "chaos");
    return settings;
  }

  @Override
  public void close() {
    temporal.ifPresent(TemporalCaller::close);
    systems.close();
    facade.close();
    sink.close();
    store.close();
  }
}
