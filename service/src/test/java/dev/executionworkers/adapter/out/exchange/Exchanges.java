package dev.executionworkers.adapter.out.exchange;

import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.port.out.Destination.ForeignSystem;
import dev.executionworkers.port.out.ExchangeTelemetry;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Exchanges as tests want them. */
public final class Exchanges {
  /** What every test's clock says. */
  public static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  /** Long enough that only what is meant to run into it does. */
  public static final Duration PATIENT = Duration.ofSeconds(30);

  static final NetworkSettings NETWORK =
      new NetworkSettings(
          NetworkSettings.DEFAULT_CONNECT_TIMEOUT,
          20_000,
          TlsTrust.system(),
          ProxyRules.NONE,
          "execution-workers/test");

  private Exchanges() {}

  /** One to that peer, with the patience of {@link #PATIENT}. */
  public static HttpExchange to(Peer peer, URI origin) {
    return with(new ExchangeSettings(new ForeignSystem(peer), origin, PATIENT, true, NETWORK));
  }

  /** One to that peer that goes by this clock. */
  public static HttpExchange to(Peer peer, URI origin, InstantSource clock) {
    return new HttpExchange(
        new ExchangeSettings(new ForeignSystem(peer), origin, PATIENT, true, NETWORK),
        new RecordingTelemetry(),
        clock);
  }

  static HttpExchange to(URI origin) {
    return to(Peer.APPENV_SECRETS, origin);
  }

  static HttpExchange to(URI origin, NetworkSettings network) {
    return with(
        new ExchangeSettings(
            new ForeignSystem(Peer.APPENV_SECRETS), origin, PATIENT, true, network));
  }

  /** One that gives up soon; for peers that never answer. */
  static HttpExchange impatient(URI origin) {
    return with(
        new ExchangeSettings(
            new ForeignSystem(Peer.APPENV_SECRETS), origin, Duration.ofSeconds(2), true, NETWORK));
  }

  static NetworkSettings connectingWithin(Duration timeout) {
    return new NetworkSettings(
        timeout, 100, NETWORK.trust(), NETWORK.proxies(), NETWORK.userAgent());
  }

  static HttpExchange with(ExchangeSettings settings) {
    return with(settings, new RecordingTelemetry());
  }

  static HttpExchange with(ExchangeSettings settings, ExchangeTelemetry telemetry) {
    return new HttpExchange(settings, telemetry, InstantSource.fixed(NOW));
  }
}
