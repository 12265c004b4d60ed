package dev.executionworkers.limits;

import dev.executionworkers.adapter.out.exchange.Exchange;
import dev.executionworkers.adapter.out.exchange.Exchanged;
import dev.executionworkers.adapter.out.exchange.Exchanged.Answered;
import dev.executionworkers.adapter.out.exchange.Exchanged.Fault;
import dev.executionworkers.adapter.out.exchange.Exchanged.Faulted;
import dev.executionworkers.adapter.out.exchange.OutboundRequest;
import dev.executionworkers.adapter.out.exchange.OutboundRequest.Method;
import dev.executionworkers.application.pipeline.VirtualTime;
import dev.executionworkers.simulators.github.GitHubSimulator;
import dev.executionworkers.simulators.wire.Headers;
import dev.executionworkers.simulators.wire.Received;
import dev.executionworkers.simulators.wire.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * The way to the GitHub simulator in virtual time: a request takes 20 ms there and 100 to 600 ms
 * for its answer, and of every fifty answers to a write one is lost. Thread-safe.
 */
final class VirtualGitHub implements Exchange {
  private static final Duration THERE = Duration.ofMillis(20);
  private static final int ONE_LOST_OF = 50;

  private final VirtualTime time;
  private final GitHubSimulator github;
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicInteger writes = new AtomicInteger();
  private final Map<String, AtomicInteger> writing = new ConcurrentHashMap<>();
  private final AtomicInteger sideBySide = new AtomicInteger();

  VirtualGitHub(VirtualTime time, GitHubSimulator github) {
    this.time = time;
    this.github = github;
  }

  int requests() {
    return requests.get();
  }

  int writes() {
    return writes.get();
  }

  /** How many writes began before another with the same token had ended. */
  int sideBySide() {
    return sideBySide.get();
  }

  @Override
  public Exchanged send(OutboundRequest request) {
    int number = requests.incrementAndGet();
    if (request.method() == Method.GET) {
      return answer(request, number);
    }
    AtomicInteger own =
        writing.computeIfAbsent(request.headers().get("Authorization"), _ -> new AtomicInteger());
    if (own.incrementAndGet() > 1) {
      sideBySide.incrementAndGet();
    }
    try {
      boolean lost = writes.incrementAndGet() % ONE_LOST_OF == 0;
      Answered answer = answer(request, number);
      return lost && answer.status() < 300 ? new Faulted(Fault.CONNECTION_LOST) : answer;
    } finally {
      own.decrementAndGet();
    }
  }

  @Override
  public Optional<Faulted> connect() {
    return Optional.empty();
  }

  private Answered answer(OutboundRequest request, int number) {
    time.pass(THERE);
    Reply reply = github.answer(received(request));
    time.pass(Duration.ofMillis(100 + number * 7L % 500));
    Map<String, List<String>> headers =
        reply.headers().fields().stream()
            .collect(
                Collectors.groupingBy(
                    field -> field.name().toLowerCase(Locale.ROOT),
                    Collectors.mapping(Headers.Field::value, Collectors.toList())));
    return new Answered(reply.status(), headers, reply.text(), time.now());
  }

  private Received received(OutboundRequest request) {
    List<Headers.Field> fields = new ArrayList<>();
    fields.add(new Headers.Field("User-Agent", "execution-workers"));
    fields.add(new Headers.Field("Host", request.uri().getAuthority()));
    request.headers().forEach((name, value) -> fields.add(new Headers.Field(name, value)));
    return new Received(
        1,
        request.method().name(),
        request.uri().getRawPath(),
        new Headers(fields),
        request.body().orElse("").getBytes(StandardCharsets.UTF_8),
        time.now());
  }
}
