package dev.executionworkers.acceptance.crash;

import dev.executionworkers.acceptance.Answer;
import dev.executionworkers.acceptance.Caller;
import dev.executionworkers.acceptance.Conversation;
import dev.executionworkers.acceptance.TemporalCaller;
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
 * Asks as a workflow engine does, of whichever process there is. Over HTTP a 4xx is final but for a
 * rotation, and anything else but a success is asked again; by Temporal the server does that, and
 * only the end is heard of. Safe for many threads.
 */
final class Engine implements AutoCloseable {
  /** How long a dead worker goes unnoticed. */
  private static final Duration HEARTBEAT = Duration.ofSeconds(3);

  private static final int UNTIL_IT_IS_DONE = 0;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Asking asking;

  /** Has one wish fulfilled. */
  private interface Asking {
    Conversation converse(Wish wish) throws InterruptedException;
  }

  /** What it wanted, and what it was answered. */
  record Asked(Wish wish, Conversation conversation) {

    /** The same wish, asked elsewhere as well. */
    Asked and(Asked elsewhere) {
      var answers = new ArrayList<>(conversation.answers());
      answers.addAll(elsewhere.conversation.answers());
      return new Asked(wish, new Conversation(answers));
    }
  }

  private Engine(Asking asking) {
    this.asking = asking;
  }

  /**
   * Asks over HTTP.
   *
   * @param service the process to ask now; waits while there is none
   * @param pauses between attempts; there is one attempt more
   */
  static Engine overHttp(Supplier<Caller> service, List<Duration> pauses) {
    return new Engine(wish -> converse(wish, service, List.copyOf(pauses)));
  }

  /**
   * Asks by workflows, which never give up.
   *
   * @param attempt how long one attempt may take
   */
  static Engine byTemporal(TemporalCaller temporal, Duration attempt) {
    return new Engine(wish ->
        temporal.ask(
            wish.path(),
            wish.body(),
            call -> call.startToClose(attempt).heartbeat(HEARTBEAT).attempts(UNTIL_IT_IS_DONE)));
  }

  /** Asks until it is done or gives up, on a thread of its own. */
  Future<Asked> ask(Wish wish) {
    Callable<Asked> work = () -> new Asked(wish, asking.converse(wish));
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

  private static Conversation converse(Wish wish, Supplier<Caller> service, List<Duration> pauses)
      throws InterruptedException {
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
