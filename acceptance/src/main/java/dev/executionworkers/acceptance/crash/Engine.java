package dev.executionworkers.acceptance.crash;

import dev.executionworkers.acceptance.Answer;
import dev.executionworkers.acceptance.Caller;
import dev.executionworkers.acceptance.Conversation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/**
 * Asks as the workflow engine does, of whichever process there is: a 4xx is final but for a
 * rotation, anything else but a success is asked again. Safe for many threads.
 */
final class Engine implements AutoCloseable {
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Supplier<Caller> service;
  private final List<Duration> pauses;

  /** What it wanted, and what it was answered. */
  record Asked(Wish wish, Conversation conversation) {

    /** The same wish, asked elsewhere as well. */
    Asked and(Asked elsewhere) {
      var answers = new ArrayList<>(conversation.answers());
      answers.addAll(elsewhere.conversation.answers());
      return new Asked(wish, new Conversation(answers));
    }
  }

  /**
   * Asks nothing yet.
   *
   * @param service the process to ask now; waits while there is none
   * @param pauses between attempts; there is one attempt more
   */
  Engine(Supplier<Caller> service, List<Duration> pauses) {
    this.service = service;
    this.pauses = List.copyOf(pauses);
  }

  /** Asks until it is done or gives up, on a thread of its own. */
  Future<Asked> ask(Wish wish) {
    Callable<Asked> work = () -> new Asked(wish, converse(wish));
    return threads.submit(work);
  }

  /** Waits for the end of all these. */
  static List<Asked> all(List<Future<Asked>> asked) {
    var all = new ArrayList<Asked>();
    try {
      for (Future<Asked> each : asked) {
        all.add(each.get());
      }
      return all;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", stopped);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  private Conversation converse(Wish wish) throws InterruptedException {
    var answers = new ArrayList<Answer>();
    answers.add(service.get().post(wish.path(), wish.body()));
    for (Duration pause : pauses) {
      if (isFinal(wish, answers.getLast())) {
        break;
      }
      Thread.sleep(pause);
      answers.add(service.get().post(wish.path(), wish.body()));
    }
    return new Conversation(answers);
  }

  private static boolean isFinal(Wish wish, Answer answer) {
    boolean refused = answer.status() >= 400 && answer.status() <= 499;
    return answer.isSuccess() || (refused && wish.kind() != Wish.Kind.ROTATION);
  }
}
