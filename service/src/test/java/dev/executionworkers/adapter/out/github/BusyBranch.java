package dev.executionworkers.adapter.out.github;

import dev.executionworkers.adapter.out.exchange.Exchange;
import dev.executionworkers.adapter.out.exchange.Exchanged;
import dev.executionworkers.adapter.out.exchange.Json;
import dev.executionworkers.adapter.out.exchange.OutboundRequest;
import dev.executionworkers.adapter.out.exchange.OutboundRequest.Method;
import dev.executionworkers.domain.outcome.StepResult;
import dev.executionworkers.port.out.CodeHost.Protection;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * A branch whose first read is overlapped by somebody else's whole request: it is answered only
 * when the other has written, or waits for its turn.
 */
final class BusyBranch implements Exchange {
  private final AtomicBoolean read = new AtomicBoolean();
  private volatile int approvals;
  private volatile FutureTask<StepResult<Protection>> other = new FutureTask<>(() -> null);

  void onFirstRead(Supplier<StepResult<Protection>> request) {
    other = new FutureTask<>(request::get);
  }

  StepResult<Protection> whatTheOtherGot() throws Exception {
    return other.get();
  }

  int approvals() {
    return approvals;
  }

  @Override
  public Exchanged send(OutboundRequest request) {
    if (request.method() == Method.PUT) {
      approvals = ProtectionMerge.approvals(Json.read(request.body().orElseThrow()).orElseThrow());
      return protection();
    }
    Exchanged seen = protection();
    if (read.compareAndSet(false, true)) {
      Thread thread = Thread.ofPlatform().start(other);
      while (!other.isDone() && thread.getState() != Thread.State.WAITING) {
        Thread.onSpinWait();
      }
    }
    return seen;
  }

  @Override
  public Optional<Exchanged.Faulted> connect() {
    return Optional.empty();
  }

  private Exchanged protection() {
    return approvals == 0
        ? ScriptedExchange.answer(404, "{\"message\":\"Branch not protected\"}")
        : ScriptedExchange.answer(
            200,
            "{\"required_pull_request_reviews\":{\"required_approving_review_count\":"
                + approvals
                + "}}");
  }
}
