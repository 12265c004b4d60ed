package dev.executionworkers.acceptance.crash;

import dev.executionworkers.acceptance.ForeignSystems;
import dev.executionworkers.acceptance.ForeignSystems.Credentials;
import dev.executionworkers.simulators.harbor.FacadeSimulator;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Everything around the service that outlives its processes. */
record World(
    ForeignSystems systems, FacadeSimulator facade, EventSink sink, Strategy strategy, Store store)
    implements AutoCloseable {
  static final String FACADE_USER = "worker";

  private static final Credentials CREDENTIALS =
      new Credentials("ghp_chaosGitHub51c0", "Chaos-Harbor-93fe", "chaos-bearer-27aa");
  private static final AtomicInteger NAMES = new AtomicInteger();

  static World create(Store.Kind store, Strategy strategy) {
    return new World(
        ForeignSystems.start(CREDENTIALS),
        FacadeSimulator.start(FACADE_USER, CREDENTIALS.harborPassword()),
        new EventSink(),
        strategy,
        Store.create(store));
  }

  /** The same world with another way to its journal. */
  World with(Store otherWay) {
    return new World(systems, facade, sink, strategy, otherWay);
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
    settings.putAll(strategy.settings(this));
    settings.putAll(store.settings());
    settings.put("EVENTS_SINK", sink.url());
    settings.put("ENVIRONMENT", "chaos");
    return settings;
  }

  @Override
  public void close() {
    systems.close();
    facade.close();
    sink.close();
    store.close();
  }
}
