package dev.executionworkers.simulators.delegated;

import dev.executionworkers.simulators.wire.Reply;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** One endpoint: its troubles, its pace, and the work it has done. Safe for many threads. */
final class Receiver {

  private static final Reply ACCEPTED = Reply.json(202, Map.of("status", "accepted"));

  private final List<String> requiredFields;
  private final Consumer<DelegatedEffect> work;
  private final IdempotencyLedger ledger = new IdempotencyLedger();
  private final List<DelegatedCall> calls = new ArrayList<>();
  private final List<DelegatedEffect> effects = new ArrayList<>();
  private final Deque<Reply> troublesToCome = new ArrayDeque<>();
  private Optional<Reply> standingTrouble = Optional.empty();
  private Optional<String> token = Optional.empty();
  private Reply success = ACCEPTED;
  private Duration pause = Duration.ZERO;
  private boolean held;
  private int waiting;

  /**
   * Does nothing yet.
   *
   * @param requiredFields without which a body is refused
   * @param work what is done beside counting, once for every effect
   */
  Receiver(List<String> requiredFields, Consumer<DelegatedEffect> work) {
    this.requiredFields = requiredFields;
    this.work = work;
  }

  Reply receive(DelegatedCall call) {
    Optional<Reply> refusal = admit(call);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    Optional<String> key = call.idempotencyKey();
    if (key.isEmpty()) {
      return perform(call);
    }
    return switch (ledger.claim(key.get(), call.body())) {
      case IdempotencyLedger.Claim.Fresh() -> performOnce(key.get(), call);
      case IdempotencyLedger.Claim.Running() ->
          problem(409, "a request with this Idempotency-Key is still being worked on");
      case IdempotencyLedger.Claim.Done(var reply) -> reply;
      case IdempotencyLedger.Claim.Reused() ->
          problem(422, "this Idempotency-Key was used with another body");
    };
  }

  static Reply problem(int status, String message) {
    return Reply.json(status, Map.of("error", message));
  }

  synchronized void requireToken(String bearer) {
    token = Optional.of(bearer);
  }

  synchronized void trouble(int times, Reply reply) {
    for (int i = 0; i < times; i++) {
      troublesToCome.add(reply);
    }
  }

  synchronized void standingTrouble(Reply reply) {
    standingTrouble = Optional.of(reply);
  }

  synchronized void noTrouble() {
    troublesToCome.clear();
    standingTrouble = Optional.empty();
  }

  synchronized void success(Reply reply) {
    success = reply;
  }

  synchronized void pause(Duration beforeWork) {
    pause = beforeWork;
  }

  synchronized void hold(boolean on) {
    held = on;
    notifyAll();
  }

  /** Waits until that many requests are held, or fails after two minutes. */
  synchronized void awaitWaiting(int requests) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    while (waiting < requests) {
      long leftMillis = (deadline - System.nanoTime()) / 1_000_000;
      if (leftMillis <= 0) {
        throw new IllegalStateException(waiting + " requests are held, not " + requests);
      }
      wait(leftMillis);
    }
  }

  synchronized List<DelegatedCall> calls() {
    return List.copyOf(calls);
  }

  synchronized List<DelegatedEffect> effects() {
    return List.copyOf(effects);
  }

  private synchronized Optional<Reply> admit(DelegatedCall call) {
    calls.add(call);
    if (token.isPresent() && !call.authorization().equals(token.map(t -> "Bearer " + t))) {
      return Optional.of(
          problem(401, "a bearer token is required").with("WWW-Authenticate", "Bearer"));
    }
    return requiredFields.stream().allMatch(field -> call.body().path(field).isString())
        ? Optional.empty()
        : Optional.of(
            problem(
                400, "the body must be a JSON object with " + String.join(", ", requiredFields)));
  }

  private Reply performOnce(String key, DelegatedCall call) {
    boolean done = false;
    try {
      Reply reply = perform(call);
      done = reply.status() < 300;
      if (done) {
        ledger.succeeded(key, reply);
      }
      return reply;
    } finally {
      if (!done) {
        ledger.cameToNothing(key);
      }
    }
  }

  private Reply perform(DelegatedCall call) {
    Optional<Reply> trouble = takeTrouble();
    waitUntilAllowed();
    return trouble.orElseGet(() -> done(call));
  }

  private synchronized Optional<Reply> takeTrouble() {
    Reply next = troublesToCome.poll();
    return next == null ? standingTrouble : Optional.of(next);
  }

  /** Nobody interrupts it, so what was begun is finished when the caller has gone. */
  private void waitUntilAllowed() {
    try {
      Thread.sleep(currentPause());
      awaitRelease();
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized Duration currentPause() {
    return pause;
  }

  private synchronized void awaitRelease() throws InterruptedException {
    while (held) {
      waiting++;
      notifyAll();
      try {
        wait();
      } finally {
        waiting--;
      }
    }
  }

  private synchronized Reply done(DelegatedCall call) {
    var effect = new DelegatedEffect(call.idempotencyKey(), call.body());
    effects.add(effect);
    work.accept(effect);
    return success;
  }
}
