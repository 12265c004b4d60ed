package dev.executionworkers.simulators.delegated;

import dev.executionworkers.simulators.wire.Reply;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What became of each key. Only successes are remembered. Safe for many threads. */
final class IdempotencyLedger {

  /** What a key means when it comes. */
  sealed interface Claim {
    /** It is new, or what it began before came to nothing: it is the caller's to work on. */
    record Fresh() implements Claim {}

    /** Its first request is still being worked on. */
    record Running() implements Claim {}

    /** Its work was done before. */
    record Done(Reply reply) implements Claim {}

    /** It was used with another body. */
    record Reused() implements Claim {}
  }

  private record Entry(JsonNode body, Optional<Reply> reply) {}

  private final Map<String, Entry> entries = new HashMap<>();

  synchronized Claim claim(String key, JsonNode body) {
    Entry entry = entries.putIfAbsent(key, new Entry(body, Optional.empty()));
    if (entry == null) {
      return new Claim.Fresh();
    }
    if (!entry.body.equals(body)) {
      return new Claim.Reused();
    }
    return entry.reply.<Claim>map(Claim.Done::new).orElseGet(Claim.Running::new);
  }

  synchronized void succeeded(String key, Reply reply) {
    entries.computeIfPresent(key, (same, entry) -> new Entry(entry.body, Optional.of(reply)));
  }

  synchronized void cameToNothing(String key) {
    entries.remove(key);
  }
}
