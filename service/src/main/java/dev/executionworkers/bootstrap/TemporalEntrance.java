package dev.executionworkers.bootstrap;

import dev.executionworkers.adapter.in.temporal.TemporalConfig;
import dev.executionworkers.adapter.in.temporal.TemporalWorker;
import dev.executionworkers.adapter.in.wire.CommandCodec;
import dev.executionworkers.adapter.out.exchange.TlsTrust;
import dev.executionworkers.port.in.Readiness;
import dev.executionworkers.port.in.StartCommand;
import dev.executionworkers.port.out.ActivityTelemetry;
import java.time.InstantSource;

/**
 * The entrance by Temporal. A class of its own so that none of Temporal's is loaded where no server
 * is configured.
 */
final class TemporalEntrance implements Entrance {
  private final TemporalWorker worker;

  /**
   * Makes it; nothing is connected yet.
   *
   * @throws IllegalStateException when our own certificate or its key cannot be used
   */
  TemporalEntrance(
      TemporalSettings settings,
      TlsTrust trust,
      StartCommand application,
      CommandCodec codec,
      ActivityTelemetry telemetry,
      InstantSource clock) {
    this.worker = new TemporalWorker(config(settings, trust), application, codec, telemetry, clock);
  }

  private static TemporalConfig config(TemporalSettings settings, TlsTrust trust) {
    return new TemporalConfig(
        settings.target(),
        settings.namespace(),
        settings.taskQueue(),
        settings
            .tls()
            .map(tls ->
                new TemporalConfig.Tls(
                    trust.trustManager(),
                    tls.serverName(),
                    tls.client()
                        .map(files ->
                            new TemporalConfig.ClientFiles(
                                files.certificate(), files.privateKey())))),
        settings.apiKey().map(key -> key),
        settings.pollers(),
        settings.slots());
  }

  @Override
  public Readiness.Worker state() {
    return worker.connected() ? Readiness.Worker.CONNECTED : Readiness.Worker.AWAY;
  }

  @Override
  public void start() {
    worker.start();
  }

  @Override
  public void drain() {
    worker.drain();
  }

  @Override
  public void close() {
    worker.close();
  }
}
