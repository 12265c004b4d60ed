package dev.executionworkers.acceptance;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Calls the service as the workflow engine does: waits 15 s, takes any 4xx for final and anything
 * else but a success for "try again", makes five attempts with pauses between them, and takes no
 * notice of {@code Retry-After}. On {@code /secrets/bindings/update} alone it asks again after a
 * 4xx too. Immutable; safe for many threads.
 */
public final class Caller implements Engine {
  private static final Duration TIMEOUT = Duration.ofSeconds(15);
  private static final List<Duration> PAUSES =
      List.of(
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          Duration.ofSeconds(20),
          Duration.ofSeconds(40));
  private static final String ASKED_AGAIN_AFTER_ANYTHING = "/secrets/bindings/update";

  private final HttpClient client;
  private final URI service;
  private final Map<String, String> headers;
  private final Duration timeout;

  private Caller(HttpClient client, URI service, Map<String, String> headers, Duration timeout) {
    this.client = client;
    this.service = service;
    this.headers = Map.copyOf(headers);
    this.timeout = timeout;
  }

  /** A caller without a token. */
  public static Caller of(URI service) {
    HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
    return new Caller(client, service, Map.of(), TIMEOUT);
  }

  /** The same caller with one more header on every request. */
  public Caller with(String header, String value) {
    var more = new HashMap<>(headers);
    more.put(header, value);
    return new Caller(client, service, more, timeout);
  }

  /** The same caller, presenting that token. */
  public Caller withToken(String token) {
    return with("X-Internal-Token", token);
  }

  /** The same caller, waiting longer or less long for an answer than the engine's 15 s. */
  public Caller waiting(Duration atMost) {
    return new Caller(client, service, headers, atMost);
  }

  /** One request, one answer. */
  public Answer get(String path) {
    return send(request(path).GET().build());
  }

  /** One request, one answer. */
  public Answer post(String path, String json) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json))
            .build());
  }

  /** One request with any method, without a body. */
  public Answer send(String method, String path) {
    return send(request(path).method(method, BodyPublishers.noBody()).build());
  }

  /** One request that is made by hand. */
  public Answer send(HttpRequest request) {
    long start = System.nanoTime();
    try {
      HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
      return new Answer(response.statusCode(), flat(response), response.body(), since(start));
    } catch (IOException none) {
      return new Answer(Answer.NONE, Map.of(), none.toString(), since(start));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return new Answer(Answer.NONE, Map.of(), stopped.toString(), since(start));
    }
  }

  /** A request to that path with this caller's headers, to be finished by hand. */
  public HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(service + path)).timeout(timeout);
    headers.forEach(request::header);
    return request;
  }

  /**
   * Asks as the engine does, until it is done or gives up.
   *
   * @param pauseScale what the engine's pauses are multiplied by, so that nobody waits a minute
   */
  @Override
  public Conversation ask(String path, String json, double pauseScale) {
    var answers = new ArrayList<Answer>();
    answers.add(post(path, json));
    for (Duration pause : PAUSES) {
      if (isFinal(path, answers.getLast())) {
        break;
      }
      Patience.pause(Duration.ofNanos((long) (pause.toNanos() * pauseScale)));
      answers.add(post(path, json));
    }
    return new Conversation(answers);
  }

  @Override
  public List<Answer> postAtOnce(int times, String path, String json) {
    return allAtOnce(times, () -> post(path, json));
  }

  @Override
  public String reads(String path) {
    return "POST  " + path;
  }

  /** Does it so many times at once and waits for all. */
  public static <T> List<T> allAtOnce(int times, Callable<T> work) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var results = new ArrayList<T>();
      for (Future<T> result : threads.invokeAll(Collections.nCopies(times, work))) {
        results.add(result.get());
      }
      return results;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", stopped);
    }
  }

  /** Gives up what is under way. */
  @Override
  public void close() {
    client.shutdownNow();
  }

  private static boolean isFinal(String path, Answer answer) {
    boolean refused = answer.status() >= 400 && answer.status() <= 499;
    return answer.isSuccess() || (refused && !path.equals(ASKED_AGAIN_AFTER_ANYTHING));
  }

  private static Map<String, String> flat(HttpResponse<?> response) {
    var flat = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    response.headers().map().forEach((name, values) -> flat.put(name, values.getFirst()));
    return flat;
  }

  private static Duration since(long startNanos) {
    return Duration.ofNanos(System.nanoTime() - startNanos);
  }
}
