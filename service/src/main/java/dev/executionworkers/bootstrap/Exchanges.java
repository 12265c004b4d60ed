package dev.executionworkers.bootstrap;

import dev.executionworkers.adapter.out.exchange.Exchange;
import dev.executionworkers.adapter.out.exchange.ExchangeSettings;
import dev.executionworkers.adapter.out.exchange.HttpExchange;
import dev.executionworkers.adapter.out.exchange.NetworkSettings;
import dev.executionworkers.adapter.out.exchange.TlsTrust;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.port.out.Destination;
import dev.executionworkers.port.out.Destination.EventsSink;
import dev.executionworkers.port.out.Destination.ForeignSystem;
import dev.executionworkers.port.out.ExchangeTelemetry;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Makes the exchanges, one for each destination, and closes them together. Used by one thread. */
final class Exchanges implements AutoCloseable {
  private static final String USER_AGENT = "execution-workers";

  private final List<HttpExchange> open = new ArrayList<>();
  private final NetworkSettings network;
  private final ExchangeTelemetry telemetry;
  private final InstantSource clock;

  Exchanges(
      Settings.Network network,
      ConnectionBudget connections,
      ExchangeTelemetry telemetry,
      InstantSource clock) {
    this.network =
        new NetworkSettings(
            NetworkSettings.DEFAULT_CONNECT_TIMEOUT,
            connections.perPeer(),
            network.extraAuthorities().isEmpty()
                ? TlsTrust.system()
                : TlsTrust.systemAnd(network.extraAuthorities()),
            network.proxies(),
            USER_AGENT);
    this.telemetry = telemetry;
    this.clock = clock;
  }

  /** To somebody else's system, which gets nothing of our trace. */
  Exchange foreign(Peer peer, URI url, Duration attemptTimeout) {
    return open(new ForeignSystem(peer), url, attemptTimeout, false);
  }

  /** To a system of the same platform, which goes on with our trace. */
  Exchange own(Peer peer, URI url, Duration attemptTimeout) {
    return open(new ForeignSystem(peer), url, attemptTimeout, true);
  }

  /** To whatever domain events are delivered to; an event has no trace of its own. */
  Exchange eventsSink(URI url, Duration attemptTimeout) {
    return open(new EventsSink(), url, attemptTimeout, false);
  }

  private Exchange open(
      Destination destination, URI url, Duration attemptTimeout, boolean propagatesTrace) {
    HttpExchange exchange =
        new HttpExchange(
            new ExchangeSettings(destination, url, attemptTimeout, propagatesTrace, network),
            telemetry,
            clock);
    open.add(exchange);
    return exchange;
  }

  @Override
  public void close() {
    open.forEach(HttpExchange::close);
  }
}
