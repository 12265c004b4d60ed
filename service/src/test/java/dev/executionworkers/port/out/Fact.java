package dev.executionworkers.port.out;

import dev.executionworkers.domain.command.ExecutionId;
import dev.executionworkers.domain.command.Fingerprint;
import dev.executionworkers.domain.command.OperationKey;
import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.domain.outcome.Outcome;
import dev.executionworkers.port.out.Journal.Intent;
import dev.executionworkers.port.out.Journal.Lease;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What the model knows of one execution. */
final class Fact {
  final ExecutionId id;
  final OperationKey key;
  final Fingerprint fingerprint;
  final Asking asking;
  final String outboundKey;
  final Map<String, String> steps = new HashMap<>();
  final Map<String, Secret> secrets = new HashMap<>();
  long generation;
  long epoch;
  boolean inDoubt;
  boolean leftLaneAsItWas;
  Optional<Lease> holder = Optional.empty();
  Optional<End> end = Optional.empty();
  private Optional<Instant> aftercare = Optional.empty();

  record End(Outcome outcome, Instant at) {}

  Fact(Intent intent, Asking asking, String outboundKey) {
    this.id = intent.proposed();
    this.key = intent.key();
    this.fingerprint = intent.fingerprint();
    this.asking = asking;
    this.outboundKey = outboundKey;
  }

  Optional<String> lane() {
    return asking.lane();
  }

  boolean isOver() {
    return end.isPresent();
  }

  boolean isDue(Instant now) {
    return holder.isEmpty() && aftercare.map(at -> !at.isAfter(now)).orElse(false);
  }

  void ended(End how, boolean effectInDoubt, Optional<Instant> careAt) {
    end = Optional.of(how);
    inDoubt = effectInDoubt;
    rests(careAt);
  }

  /** Nobody holds it, and without aftercare its secrets are shredded. */
  void rests(Optional<Instant> careAt) {
    holder = Optional.empty();
    aftercare = careAt;
    if (careAt.isEmpty()) {
      secrets.clear();
    }
  }
}
