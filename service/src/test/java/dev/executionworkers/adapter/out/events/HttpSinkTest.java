package dev.executionworkers.adapter.out.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.adapter.out.exchange.Exchange;
import dev.executionworkers.adapter.out.exchange.Exchanged;
import dev.executionworkers.adapter.out.exchange.Exchanged.Answered;
import dev.executionworkers.adapter.out.exchange.Exchanged.Fault;
import dev.executionworkers.adapter.out.exchange.Exchanged.Faulted;
import dev.executionworkers.adapter.out.exchange.OutboundRequest;
import dev.executionworkers.domain.command.Secret;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpSinkTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final URI ADDRESS = URI.create("https://events.example/in?tenant=1");

  private final List<OutboundRequest> sent = new ArrayList<>();

  private Receipt deliver(Exchanged exchanged) {
    return new HttpSink(ADDRESS, Optional.of(() -> Secret.of("t0ken")), always(exchanged))
        .deliver("{}");
  }

  private Receipt deliver(int status) {
    return deliver(new Answered(status, Map.of(), "canary", NOW));
  }

  private Exchange always(Exchanged exchanged) {
    return new Exchange() {
      @Override
      public Exchanged send(OutboundRequest request) {
        sent.add(request);
        return exchanged;
      }

      @Override
      public Optional<Faulted> connect() {
        return Optional.empty();
      }
    };
  }

  @Test
  void postsTheEventInStructuredMode() {
    deliver(202);

    OutboundRequest request = sent.getFirst();
    assertThat(request.method()).isEqualTo(OutboundRequest.Method.POST);
    assertThat(request.uri()).isEqualTo(ADDRESS);
    assertThat(request.body()).contains("{}");
    assertThat(request.headers())
        .isEqualTo(
            Map.of(
                "Content-Type", "application/cloudevents+json", "Authorization", "Bearer t0ken"));
  }

  @Test
  void sendsNoAuthorizationWithoutAToken() {
    new HttpSink(ADDRESS, Optional.empty(), always(new Answered(200, Map.of(), "", NOW)))
        .deliver("{}");

    assertThat(sent.getFirst().headers()).containsOnlyKeys("Content-Type");
  }

  @Test
  void everyStatusMeansOneOfThreeThings() {
    Set<Integer> maybeLater = Set.of(401, 407, 408, 421, 423, 425, 429, 499);
    IntStream.rangeClosed(100, 599)
        .forEach(status -> {
          Class<? extends Receipt> expected =
              status / 100 == 2
                  ? Receipt.Accepted.class
                  : status / 100 == 4 && !maybeLater.contains(status)
                      ? Receipt.Refused.class
                      : Receipt.Failed.class;
          assertThat(deliver(status)).as("status %s", status).isInstanceOf(expected);
        });
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void everyFaultIsAFailureAndOneOfTheSinksWhenNothingWasSent(Fault fault) {
    assertThat(deliver(new Faulted(fault)))
        .isEqualTo(new Receipt.Failed(fault.text(), Optional.empty(), !fault.sent()));
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 503})
  void aTimeThatTheSinkNamesIsItsOwn(int status) {
    var answer = new Answered(status, Map.of("retry-after", List.of("30")), "", NOW);

    assertThat(deliver(answer))
        .isEqualTo(new Receipt.Failed("status " + status, Optional.of(NOW.plusSeconds(30)), true));
  }

  @Test
  void a5xxThatNamesNoTimeMayBeAboutTheEvent() {
    assertThat(deliver(500)).isEqualTo(new Receipt.Failed("status 500", Optional.empty(), false));
  }

  @Test
  void quotesNothingOfTheAnswer() {
    assertThat(deliver(422).toString()).doesNotContain("canary");
  }
}
