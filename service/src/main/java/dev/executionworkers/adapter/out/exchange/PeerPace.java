package dev.executionworkers.adapter.out.exchange;

import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.domain.policy.Pace;
import java.time.Duration;

/**
 * How fast one account of a peer may be asked.
 *
 * @param peer whose limits they are
 * @param account unique among all accounts of all peers; the limits are kept under this name
 * @param writes how fast it may be written to
 * @param hold the longest that one write can be under way
 * @param readsAtATime how many reads may be under way
 * @param readsPerMinute how many may be made in any minute
 */
public record PeerPace(
    Peer peer, String account, Pace writes, Duration hold, int readsAtATime, int readsPerMinute) {

  /** The same pace for one of several accounts; for the only one, this very pace. */
  PeerPace of(String one) {
    return one.isEmpty()
        ? this
        : new PeerPace(peer, account + "/" + one, writes, hold, readsAtATime, readsPerMinute);
  }
}
