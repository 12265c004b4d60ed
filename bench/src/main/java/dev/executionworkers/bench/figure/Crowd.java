package dev.executionworkers.bench.figure;

import dev.executionworkers.bench.Http;
import dev.executionworkers.bench.Worker;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** Callers who each ask once, all of them at about the same time, and wait for their answers. */
final class Crowd {
  /** More than the backlog of the kernel takes at once would only be tried again by it. */
  private static final int CONNECTING = 256;

  private static final AtomicInteger NEXT = new AtomicInteger();

  private final List<Thread> callers = new ArrayList<>();
  private final AtomicInteger answered = new AtomicInteger();
  private final AtomicInteger broken = new AtomicInteger();

  private Crowd() {}

  /** Sends them off. */
  static Crowd of(int size, Worker worker, String path) {
    var crowd = new Crowd();
    var connecting = new Semaphore(CONNECTING);
    for (int caller = 0; caller < size; caller++) {
      connecting.acquireUninterruptibly();
      crowd.callers.add(Thread.ofVirtual().start(() -> crowd.ask(worker.port(), path, connecting)));
    }
    return crowd;
  }

  private void ask(int port, String path, Semaphore connecting) {
    String id = "crowd-" + ProcessHandle.current().pid() + "-" + NEXT.incrementAndGet();
    try {
      int status =
          Http.post(
              port, path, "{\"applicationEnvironmentId\":\"" + id + "\"}", connecting::release);
      (status > 0 ? answered : broken).incrementAndGet();
    } catch (IOException e) {
      broken.incrementAndGet();
    }
  }

  /** Waits for all of them. */
  void awaitAll() throws InterruptedException {
    for (Thread caller : callers) {
      caller.join();
    }
  }

  /** How many have got an answer, whatever it was. */
  int answered() {
    return answered.get();
  }

  /** How many could not ask, or got no answer. */
  int broken() {
    return broken.get();
  }
}
