package dev.executionworkers.bootstrap;

import dev.executionworkers.adapter.out.exchange.Breaker;
import dev.executionworkers.adapter.out.exchange.Bulkhead;
import dev.executionworkers.adapter.out.exchange.Exchange;
import dev.executionworkers.adapter.out.exchange.ExchangeSettings;
import dev.executionworkers.adapter.out.exchange.HttpExchange;
import dev.executionworkers.adapter.out.exchange.LimitSigns;
import dev.executionworkers.adapter.out.exchange.NetworkSettings;
import dev.executionworkers.adapter.out.exchange.OutboundRequest;
import dev.executionworkers.adapter.out.exchange.PacedAccounts;
import dev.executionworkers.adapter.out.exchange.PeerPace;
import dev.executionworkers.adapter.out.exchange.TlsTrust;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.port.out.Destination;
import dev.executionworkers.port.out.Destination.EventsSink;
import dev.executionworkers.port.out.Destination.ForeignSystem;
import dev.executionworkers.port.out.ExchangeTelemetry;
import dev.executionworkers.port.out.PeerLimits;
import dev.executionworkers.port.out.PeerState;
import dev.executionworkers.port.out.Time;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the exchanges, one for each destination, and closes them together. Used by one thread. */
final class Exchanges implements AutoCloseable {
  private static final String USER_AGENT = "execution-workers";

  /** As long as a call waits for a connection that no execution stands by for. */
  static final Duration PERMIT_PATIENCE = NetworkSettings.DEFAULT_CONNECT_TIMEOUT;

  private final List<HttpExchange> open = new ArrayList<>();
  private final Map<Peer, Breaker> breakers = new EnumMap<>(Peer.class);
  private final Map<Peer, PacedAccounts> accounts = new EnumMap<>(Peer.class);
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

  /**
   * To somebody else's system, which gets nothing of our trace.
   *
   * @param probe a read that costs nothing there
   */
  Exchange foreign(Peer peer, URI url, Duration attemptTimeout, Optional<OutboundRequest> probe) {
    return broken(
        peer, held(peer, open(new ForeignSystem(peer), url, attemptTimeout, false)), probe);
  }

  /**
   * The same to one that limits how often it may be asked.
   *
   * @param limits how often that is, and what is known of it
   * @param signs what its answers say about it
   */
  Exchange limited(
      URI url, Duration attemptTimeout, OutboundRequest probe, Limits limits, LimitSigns signs) {
    Peer peer = limits.pace().peer();
    Exchange held = held(peer, open(new ForeignSystem(peer), url, attemptTimeout, false));
    PacedAccounts paced =
        new PacedAccounts(held, limits.pace(), limits.known(), signs, limits.time());
    accounts.put(peer, paced);
    return broken(peer, paced, Optional.of(probe));
  }

  /** How often a peer may be asked, and what that goes by. */
  record Limits(PeerPace pace, PeerLimits known, Time time) {}

  /** To a system of the same platform, which goes on with our trace. */
  Exchange own(Peer peer, URI url, Duration attemptTimeout) {
    return broken(
        peer,
        held(peer, open(new ForeignSystem(peer), url, attemptTimeout, true)),
        Optional.empty());
  }

  /** To whatever domain events are delivered to; an event has no trace of its own. */
  Exchange eventsSink(URI url, Duration attemptTimeout) {
    return open(new EventsSink(), url, attemptTimeout, false);
  }

  /** How things stand with each foreign system. */
  List<PeerState> states() {
    return breakers.entrySet().stream()
        .map(entry ->
            new PeerState(
                entry.getKey().target(), entry.getValue().state(), blockedFor(entry.getKey())))
        .toList();
  }

  private Duration blockedFor(Peer peer) {
    return Optional.ofNullable(accounts.get(peer))
        .map(PacedAccounts::blockedFor)
        .orElse(Duration.ZERO);
  }

  /** The innermost guard. */
  private Exchange held(Peer peer, Exchange transport) {
    return new Bulkhead(transport, peer, network.maxConnections(), PERMIT_PATIENCE);
  }

  /** The outermost: an open breaker burns no permit, and a denied permit opens no breaker. */
  private Exchange broken(Peer peer, Exchange inner, Optional<OutboundRequest> probe) {
    // "Not reconciled yet" is what a verification mostly hears, and no reason to stop asking.
    boolean saysNotYet = peer == Peer.APPENV_GITOPS;
    Breaker breaker = new Breaker(inner, probe, saysNotYet, clock);
    breakers.put(peer, breaker);
    return breaker;
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
