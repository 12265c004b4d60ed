package dev.executionworkers.adapter.out.exchange;

import dev.executionworkers.adapter.out.exchange.Exchanged.Faulted;
import dev.executionworkers.adapter.out.exchange.OutboundRequest.Sender;
import dev.executionworkers.port.out.JournalUnavailableException;
import dev.executionworkers.port.out.PeerLimits;
import dev.executionworkers.port.out.Time;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A peer at which each account has limits of its own: each is asked at a pace of its own, and what
 * one has used up keeps no other from anything. Thread-safe.
 */
public final class PacedAccounts implements Exchange {
  private final Exchange inner;
  private final PeerPace pace;
  private final PeerLimits limits;
  private final LimitSigns signs;
  private final Time time;

  /** As many as the credentials of one platform have; none is forgotten. */
  private final Map<String, Account> accounts = new ConcurrentHashMap<>();

  private record Account(AccountUsage usage, PacedExchange exchange) {}

  /**
   * Sends nothing yet.
   *
   * @param pace that of each account, under the name of the only one or that of all of them
   * @param limits where what each has been asked is kept
   * @param signs what answers say about limits
   * @param time what it goes by
   */
  public PacedAccounts(
      Exchange inner, PeerPace pace, PeerLimits limits, LimitSigns signs, Time time) {
    this.inner = inner;
    this.pace = pace;
    this.limits = limits;
    this.signs = signs;
    this.time = time;
    // A block from before the start is told of before anything is sent.
    accounts.put(Sender.NOBODY.account(), account(Sender.NOBODY.account()));
  }

  @Override
  public Exchanged send(OutboundRequest request) {
    return accounts
        .computeIfAbsent(request.sender().account(), this::account)
        .exchange()
        .send(request);
  }

  @Override
  public Optional<Faulted> connect() {
    return inner.connect();
  }

  /**
   * For how much longer the peer wants to be left alone, by whichever account longest. It is asked
   * for once, however many they are.
   */
  public Duration blockedFor() {
    try {
      return blockedFor(limits.blocked(), Duration.ZERO);
    } catch (JournalUnavailableException away) {
      return blockedFor(Map.of(), AccountUsage.WHILE_UNKNOWN);
    }
  }

  private Duration blockedFor(Map<String, Duration> kept, Duration atLeast) {
    return accounts.values().stream()
        .map(account -> account.usage().blockedFor(kept))
        .filter(blocked -> blocked.compareTo(atLeast) > 0)
        .max(Comparator.naturalOrder())
        .orElse(atLeast);
  }

  private Account account(String name) {
    PeerPace own = pace.of(name);
    AccountUsage usage = new AccountUsage(limits, own, time::now);
    return new Account(usage, new PacedExchange(inner, own, usage, signs, time));
  }
}
