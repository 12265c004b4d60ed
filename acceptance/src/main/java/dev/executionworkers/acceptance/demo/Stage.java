package dev.executionworkers.acceptance.demo;

import dev.executionworkers.acceptance.Caller;
import dev.executionworkers.acceptance.Distribution;
import dev.executionworkers.acceptance.Engine;
import dev.executionworkers.acceptance.Entrance;
import dev.executionworkers.acceptance.ForeignSystems;
import dev.executionworkers.acceptance.ForeignSystems.Credentials;
import dev.executionworkers.acceptance.ServiceProcess;
import dev.executionworkers.acceptance.SpanCollector;
import dev.executionworkers.acceptance.TemporalCaller;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Everything that plays: the service between its callers and what it calls.
 *
 * @param traceId the trace that all requests belong to
 * @param engine who asks for operations
 * @param stranger a caller without the internal token
 */
record Stage(
    ForeignSystems systems,
    SpanCollector collector,
    ServiceProcess service,
    String traceId,
    Engine engine,
    Caller stranger)
    implements AutoCloseable {
  static final String INTERNAL_TOKEN = "demo-internal-token-1f0c";

  private static final Credentials CREDENTIALS =
      new Credentials("ghp_demoToken4f2a91", "Demo-Harbor-Password-77b3", "demo-bearer-c41d");

  static Stage set(Distribution distribution, Entrance entrance) {
    ForeignSystems systems = ForeignSystems.start(CREDENTIALS);
    SpanCollector collector = SpanCollector.start();
    var settings = new HashMap<>(systems.settings());
    settings.putAll(collector.settings());
    settings.put("INTERNAL_AUTH_TOKEN", INTERNAL_TOKEN);
    settings.put("ENVIRONMENT", "demo");
    String traceId = randomHex(16);
    String traceparent = "00-" + traceId + "-" + randomHex(8) + "-01";
    Optional<TemporalCaller> temporal =
        entrance == Entrance.TEMPORAL
            ? Optional.of(TemporalCaller.start(traceparent))
            : Optional.empty();
    temporal.ifPresent(caller -> settings.putAll(caller.settings()));
    ServiceProcess service;
    try {
      service = ServiceProcess.start(distribution, settings);
    } catch (RuntimeException failed) {
      systems.close();
      collector.close();
      temporal.ifPresent(TemporalCaller::close);
      throw failed;
    }
    Caller stranger = Caller.of(service.uri()).with("traceparent", traceparent);
    Engine engine =
        temporal.<Engine>map(caller -> caller).orElseGet(() -> stranger.withToken(INTERNAL_TOKEN));
    return new Stage(systems, collector, service, traceId, engine, stranger);
  }

  @Override
  public void close() {
    try {
      service.close();
    } finally {
      engine.close();
      systems.close();
      collector.close();
    }
  }

  private static String randomHex(int bytes) {
    byte[] random = new byte[bytes];
    ThreadLocalRandom.current().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }
}
