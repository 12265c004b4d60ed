package dev.executionworkers.simulators.delegated;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The bindings in force, by secret. One that comes with an older generation than the last is
 * ignored, since a sender that was paused may write after its successor. Safe for many threads.
 */
final class BindingLedger {

  private final Map<String, List<Binding>> accepted = new HashMap<>();
  private final List<Binding> ignored = new ArrayList<>();

  synchronized void offer(Binding binding) {
    List<Binding> before = accepted.computeIfAbsent(binding.secretId(), first -> new ArrayList<>());
    if (!before.isEmpty() && before.getLast().generation() > binding.generation()) {
      ignored.add(binding);
    } else {
      before.add(binding);
    }
  }

  synchronized Optional<Binding> last(String secretId) {
    List<Binding> all = accepted(secretId);
    return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
  }

  synchronized List<Binding> accepted(String secretId) {
    return List.copyOf(accepted.getOrDefault(secretId, List.of()));
  }

  synchronized List<Binding> ignored() {
    return List.copyOf(ignored);
  }

  /** The binding in force of every secret. */
  synchronized List<Binding> inForce() {
    return accepted.values().stream().map(List::getLast).toList();
  }
}
