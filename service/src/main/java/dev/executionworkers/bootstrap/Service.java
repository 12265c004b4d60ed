package dev.executionworkers.bootstrap;

import dev.executionworkers.adapter.in.http.HttpServer;
import dev.executionworkers.adapter.out.telemetry.TelemetryStack;
import dev.executionworkers.application.pipeline.Pipeline;
import dev.executionworkers.port.out.Journal;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running service: what starts in which order, and stops in the reverse. */
final class Service {
  private static final Logger LOG = LoggerFactory.getLogger(Service.class);

  private final Parts parts;
  private volatile Duration grace;

  /**
   * What runs.
   *
   * @param temporal the entrance beside HTTP, where there is one
   */
  record Parts(
      Pipeline pipeline,
      HttpServer server,
      Optional<Entrance> temporal,
      Exchanges exchanges,
      Journal journal,
      Events events,
      TelemetryStack telemetry) {}

  Service(Parts parts, Duration grace) {
    this.parts = parts;
    this.grace = grace;
  }

  /** Serves from now on. */
  void start() {
    parts.pipeline().start();
    parts.events().start();
    parts.server().start();
    parts.temporal().ifPresent(Entrance::start);
    LOG.atInfo().addKeyValue("port", parts.server().port()).log("listening");
  }

  /** The journal has failed: nothing that runs can be finished, so nothing is waited for. */
  void fail(Throwable cause) {
    LOG.error("the journal has failed; the process ends and recovers at its next start", cause);
    grace = Duration.ZERO;
  }

  /** Takes nothing new, lets what runs finish within the grace, and ends. */
  void stop() {
    LOG.info("stopping");
    parts.server().drain();
    parts.temporal().ifPresent(Entrance::drain);
    long began = System.nanoTime();
    int unfinished = parts.pipeline().drain(grace);
    Duration left = grace.minusNanos(System.nanoTime() - began);
    parts.events().drain(left.isNegative() ? Duration.ZERO : left);
    parts.temporal().ifPresent(Entrance::close);
    parts.server().close();
    parts.exchanges().close();
    parts.journal().close();
    LOG.atInfo().addKeyValue("unfinished", unfinished).log("stopped");
    parts.telemetry().close();
  }
}
