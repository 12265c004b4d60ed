package dev.executionworkers.adapter.out.exchange;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Resolves names within a time limit.
 *
 * <p>The system's resolver cannot be interrupted and blocks the carrier of a virtual thread: with
 * the name server down, as many lookups as there are cores would stop the whole service. So a
 * lookup runs on a platform thread of its own, one at a time for a name, shared by all who ask.
 */
final class BoundedDnsResolver implements DnsResolver {

  /** Where names are looked up in the end; the system unless in tests. */
  @FunctionalInterface
  interface Lookup {
    InetAddress[] addressesOf(String host) throws UnknownHostException;
  }

  private final Duration timeout;
  private final Lookup lookup;
  private final ConcurrentMap<String, CompletableFuture<InetAddress[]>> running =
      new ConcurrentHashMap<>();

  BoundedDnsResolver(Duration timeout) {
    this(timeout, InetAddress::getAllByName);
  }

  BoundedDnsResolver(Duration timeout, Lookup lookup) {
    this.timeout = timeout;
    this.lookup = lookup;
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    try {
      return new InetAddress[] {InetAddress.ofLiteral(host)};
    } catch (IllegalArgumentException name) {
      return await(host, running.computeIfAbsent(host, this::start));
    }
  }

  /** Only some authentication schemes ask for it, and none of them is used. */
  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }

  private InetAddress[] await(String host, CompletableFuture<InetAddress[]> answer)
      throws UnknownHostException {
    try {
      return answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException | TimeoutException failed) {
      throw (UnknownHostException) new UnknownHostException(host).initCause(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw (UnknownHostException) new UnknownHostException(host).initCause(stopped);
    }
  }

  private CompletableFuture<InetAddress[]> start(String host) {
    var answer = new CompletableFuture<InetAddress[]>();
    Thread.ofPlatform().daemon().name("dns-" + host).start(() -> lookUp(host, answer));
    return answer;
  }

  /** Forgets the lookup before it tells its result, so that whoever asks after that asks anew. */
  private void lookUp(String host, CompletableFuture<InetAddress[]> answer) {
    try {
      InetAddress[] addresses = lookup.addressesOf(host);
      running.remove(host, answer);
      answer.complete(addresses);
    } catch (UnknownHostException | RuntimeException failed) {
      running.remove(host, answer);
      answer.completeExceptionally(failed);
    }
  }
}
