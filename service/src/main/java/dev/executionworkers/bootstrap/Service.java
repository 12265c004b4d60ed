package dev.executionworkers.bootstrap;

import dev.executionworkers.adapter.in.http.HttpServer;
import dev.executionworkers.adapter.out.telemetry.TelemetryStack;
import dev.executionworkers.application.pipeline.Pipeline;
import dev.executionworkers.port.out.Journal;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running service: what starts in which order, and stops in the reverse. */
final class Service {
  private static final Logger LOG = LoggerFactory.getLogger(Service.class);

  private final Pipeline pipeline;
  private final HttpServer server;
  private final Exchanges exchanges;
  private final Journal journal;
  private final TelemetryStack telemetry;
  private volatile Duration grace;

  Service(
      Pipeline pipeline,
      HttpServer server,
      Exchanges exchanges,
      Journal journal,
      TelemetryStack telemetry,
      Duration grace) {
    this.pipeline = pipeline;
    this.server = server;
    this.exchanges = exchanges;
    this.journal = journal;
    this.telemetry = telemetry;
    this.grace = grace;
  }

  /** Serves from now on. */
  void start() {
    pipeline.start();
    server.start();
    LOG.atInfo().addKeyValue("port", server.port()).log("listening");
  }

  /** The journal has failed: nothing that runs can be finished, so nothing is waited for. */
  void fail(Throwable cause) {
    LOG.error("the journal has failed; the process ends and recovers at its next start", cause);
    grace = Duration.ZERO;
  }

  /** Takes nothing new, lets what runs finish within the grace, and ends. */
  void stop() {
    LOG.info("stopping");
    server.drain();
    int unfinished = pipeline.drain(grace);
    server.close();
    exchanges.close();
    journal.close();
    LOG.atInfo().addKeyValue("unfinished", unfinished).log("stopped");
    telemetry.close();
  }
}
