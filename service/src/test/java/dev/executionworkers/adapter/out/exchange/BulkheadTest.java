package dev.executionworkers.adapter.out.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.executionworkers.adapter.out.exchange.Exchanged.Fault;
import dev.executionworkers.adapter.out.exchange.Exchanged.Faulted;
import dev.executionworkers.adapter.out.exchange.OutboundRequest.Method;
import dev.executionworkers.domain.outcome.Peer;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

class BulkheadTest {
  private static final OutboundRequest WORK =
      OutboundRequest.of(Method.POST, URI.create("http://peer/work"));
  private static final Executor THREADS = Thread::startVirtualThread;
  private static final Duration FOR_EVER = Duration.ofDays(1);

  private final ScriptedPeer peer = new ScriptedPeer();
  private final CountDownLatch arrived = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);

  private Bulkhead bulkhead(Duration patience) {
    return new Bulkhead(peer, Peer.APPENV_SECRETS, 1, patience);
  }

  private CompletableFuture<Exchanged> hang(Bulkhead bulkhead) throws InterruptedException {
    peer.does(_ -> {
      arrived.countDown();
      try {
        released.await();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      return ScriptedPeer.answer(200);
    });
    var hanging = CompletableFuture.supplyAsync(() -> bulkhead.send(WORK), THREADS);
    arrived.await();
    return hanging;
  }

  @Test
  void deniesACallWhenAllPermitsAreTaken() throws InterruptedException {
    Bulkhead bulkhead = bulkhead(Duration.ZERO);
    var hanging = hang(bulkhead);

    assertThat(bulkhead.send(WORK)).isEqualTo(new Faulted(Fault.NO_PERMIT));
    assertThat(bulkhead.connect()).contains(new Faulted(Fault.NO_PERMIT));
    assertThat(peer.sent()).containsExactly("POST /work");

    released.countDown();
    assertThat(hanging.join()).isEqualTo(ScriptedPeer.answer(200));
    assertThat(bulkhead.send(WORK)).isEqualTo(ScriptedPeer.answer(200));
    assertThat(bulkhead.connect()).isEmpty();
  }

  @Test
  void aPermitThatIsGivenBackGoesToWhoeverWaits() throws InterruptedException {
    Bulkhead bulkhead = bulkhead(FOR_EVER);
    var hanging = hang(bulkhead);
    var waiting = CompletableFuture.supplyAsync(() -> bulkhead.send(WORK), THREADS);

    released.countDown();

    assertThat(hanging.join()).isEqualTo(ScriptedPeer.answer(200));
    assertThat(waiting.join()).isEqualTo(ScriptedPeer.answer(200));
  }

  @Test
  void whoeverIsInterruptedIsDenied() throws InterruptedException {
    Bulkhead bulkhead = bulkhead(FOR_EVER);
    var hanging = hang(bulkhead);
    var interrupted =
        CompletableFuture.supplyAsync(
            () -> {
              Thread.currentThread().interrupt();
              Exchanged denied = bulkhead.send(WORK);
              return Thread.interrupted() ? Optional.of(denied) : Optional.empty();
            },
            THREADS);

    assertThat(interrupted.join()).isEqualTo(Optional.of(new Faulted(Fault.NO_PERMIT)));
    released.countDown();
    assertThat(hanging.join()).isEqualTo(ScriptedPeer.answer(200));
  }

  @Test
  void aBugOfOursKeepsNoPermit() {
    Bulkhead bulkhead = bulkhead(Duration.ZERO);
    peer.does(_ -> {
      throw new IllegalArgumentException("a bug");
    });
    assertThatThrownBy(() -> bulkhead.send(WORK)).hasMessage("a bug");

    peer.answers(200);
    assertThat(bulkhead.send(WORK)).isEqualTo(ScriptedPeer.answer(200));
  }
}
