package dev.executionworkers.simulators.harbor;

import dev.executionworkers.simulators.wire.Received;
import dev.executionworkers.simulators.wire.Reply;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * One request after the other: guarded, authenticated, answered. It owns the lock under which the
 * state is read and written; a penalised caller waits outside of it.
 */
final class HarborCore {

  private final ReentrantLock lock = new ReentrantLock();
  private final HarborState state = new HarborState();
  private final Conditions conditions = new Conditions();
  private final Login login = new Login(state, conditions);
  private final HarborRoutes routes = new HarborRoutes(state, conditions);

  /** To be used within {@link #locked} only. */
  HarborState state() {
    return state;
  }

  Conditions conditions() {
    return conditions;
  }

  <T> T locked(Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  Reply handle(Received request) {
    Reply reply = CsrfGuard.refusal(request).orElseGet(() -> authenticated(request));
    String requestId = request.header("X-Request-Id").orElseGet(() -> UUID.randomUUID().toString());
    return CsrfGuard.decorate(request, reply.with("X-Request-Id", requestId));
  }

  private Reply authenticated(Received request) {
    Login.Attempt attempt = locked(() -> login.attempt(request));
    if (attempt.penalty().isPositive()) {
      try {
        Thread.sleep(attempt.penalty());
      } catch (InterruptedException closing) {
        Thread.currentThread().interrupt();
      }
    }
    return locked(() -> routes.answer(attempt.caller(), request));
  }
}
