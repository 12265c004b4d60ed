package dev.executionworkers.adapter.out.exchange;

import dev.executionworkers.adapter.out.exchange.Exchanged.Answered;
import dev.executionworkers.adapter.out.exchange.Exchanged.Fault;
import dev.executionworkers.adapter.out.exchange.Exchanged.Faulted;
import dev.executionworkers.adapter.out.exchange.OutboundRequest.Sender;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.port.out.CircuitState;
import dev.executionworkers.port.out.Standby;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Leaves a peer alone for {@value #OPEN_SECONDS} s once half of the calls of the last {@value
 * #WINDOW_SECONDS} s, and at least {@value #FEWEST_CALLS}, have failed; then one call finds out
 * whether it is better. Where the peer has a read that costs nothing, that call is the read and not
 * somebody's work. Thread-safe.
 *
 * <p>A failure is a 5xx, or no usable answer; a 503 that says when to ask again is none from a peer
 * to whom that is how to say "not yet". A refusal or a rate limit is an answer of a peer that is
 * well; a permit that was denied says nothing of it.
 */
public final class Breaker implements Exchange {
  static final int OPEN_SECONDS = 5;
  static final int WINDOW_SECONDS = 60;

  /** More than one execution makes whose every call fails, so that it cuts off no other. */
  public static final int FEWEST_CALLS = 50;

  private static final int FAILED_PERCENT = 50;
  private static final int FIRST_SERVER_ERROR = 500;
  private static final int SERVICE_UNAVAILABLE = 503;

  /** The library looks for the moment after the end of the wait. */
  private static final Duration OPEN = Duration.ofSeconds(OPEN_SECONDS).plusMillis(1);

  private final Exchange inner;
  private final Optional<OutboundRequest> probe;
  private final CircuitBreaker breaker;
  private volatile Instant openUntil = Instant.EPOCH;

  /**
   * A closed breaker around {@code inner}.
   *
   * @param probe a read that costs nothing and goes before the first call to a peer that has been
   *     left alone; absent when the peer has none
   * @param clock what it goes by
   */
  public Breaker(Exchange inner, Optional<OutboundRequest> probe, InstantSource clock) {
    this(inner, probe, false, clock);
  }

  /**
   * The same around a peer that is asked whether something is so.
   *
   * @param saysNotYet whether a 503 that says when to ask again is how the peer, being well, says
   *     that it is not so yet
   */
  public Breaker(
      Exchange inner, Optional<OutboundRequest> probe, boolean saysNotYet, InstantSource clock) {
    this.inner = inner;
    this.probe = probe;
    this.breaker =
        CircuitBreaker.of(
            "peer",
            CircuitBreakerConfig.custom()
                .clock(clock.withZone(ZoneOffset.UTC))
                .slidingWindow(WINDOW_SECONDS, FEWEST_CALLS, SlidingWindowType.TIME_BASED)
                .recordResult(
                    health -> health == Health.FAILED || (health == Health.NOT_YET && !saysNotYet))
                .failureRateThreshold(FAILED_PERCENT)
                .waitDurationInOpenState(Duration.ofSeconds(OPEN_SECONDS))
                .permittedNumberOfCallsInHalfOpenState(1)
                .build());
    breaker
        .getEventPublisher()
        .onStateTransition(event -> {
          if (event.getStateTransition().getToState() == State.OPEN) {
            openUntil = clock.instant().plus(OPEN);
          }
        });
  }

  @Override
  public Exchanged send(OutboundRequest request) {
    if (!breaker.tryAcquirePermission()) {
      return leftAlone();
    }
    if (breaker.getState() == State.HALF_OPEN && probe.isPresent()) {
      Judged<Exchanged> probed = judged(() -> inner.send(probe.get()), Breaker::health);
      if (probed.value() instanceof Faulted(Fault kind, _) && kind == Fault.LIMIT_REACHED) {
        // What holds the read back holds the request back as well, and tells until when.
        return probed.value();
      }
      if (probed.health() != Health.WELL || !breaker.tryAcquirePermission()) {
        return leftAlone();
      }
    }
    return judged(() -> inner.send(whileWell(request)), Breaker::health).value();
  }

  /** Whoever still waits to be sent when the peer is to be left alone is not sent any more. */
  private OutboundRequest whileWell(OutboundRequest request) {
    Sender sender = request.sender();
    return sender.standby().equals(Standby.NONE)
        ? request
        : request.by(sender.standingBy(new WhileWell(sender.standby())));
  }

  private final class WhileWell implements Standby {
    private final Standby standby;

    WhileWell(Standby standby) {
      this.standby = standby;
    }

    @Override
    public boolean await(BooleanSupplier ready, Instant until, Failure meanwhile) {
      return standby.await(ready, until, meanwhile) && state() != CircuitState.OPEN;
    }

    @Override
    public void wake() {
      standby.wake();
    }

    @Override
    public void beforeWrite() {
      standby.beforeWrite();
    }
  }

  /** While the peer is left alone, no connection is made either. */
  @Override
  public Optional<Faulted> connect() {
    if (!breaker.tryAcquirePermission()) {
      return Optional.of(leftAlone());
    }
    return judged(inner::connect, this::healthByConnecting).value();
  }

  /** Whether the peer is being left alone. */
  public CircuitState state() {
    return switch (breaker.getState()) {
      case OPEN, FORCED_OPEN -> CircuitState.OPEN;
      case HALF_OPEN -> CircuitState.HALF_OPEN;
      case CLOSED, DISABLED, METRICS_ONLY -> CircuitState.CLOSED;
    };
  }

  private Faulted leftAlone() {
    return new Faulted(
        Fault.BREAKER_OPEN,
        breaker.getState() == State.OPEN ? Optional.of(openUntil) : Optional.empty());
  }

  /** What a call tells of the peer. */
  private enum Health {
    WELL,
    /** Of one peer it says that all is well, of another that it fails. */
    NOT_YET,
    FAILED,
    UNKNOWN
  }

  private record Judged<T>(T value, Health health) {}

  private interface Judge<T> {
    Health judge(T value);
  }

  /** A call that ends by a bug of ours gives its permission back and says nothing of the peer. */
  private <T> Judged<T> judged(Supplier<T> call, Judge<T> judge) {
    Health health = Health.UNKNOWN;
    try {
      T value = call.get();
      health = judge.judge(value);
      return new Judged<>(value, health);
    } finally {
      switch (health) {
        case WELL, NOT_YET, FAILED -> breaker.onResult(0, TimeUnit.NANOSECONDS, health);
        case UNKNOWN -> breaker.releasePermission();
      }
    }
  }

  private static Health health(Exchanged exchanged) {
    return switch (exchanged) {
      case Answered answer when answer.status() < FIRST_SERVER_ERROR -> Health.WELL;
      case Answered answer ->
          answer.status() == SERVICE_UNAVAILABLE && RetryAfter.of(answer).isPresent()
              ? Health.NOT_YET
              : Health.FAILED;
      case Faulted faulted -> health(faulted.kind());
    };
  }

  private static Health health(Fault fault) {
    return switch (fault) {
      case NOT_CONNECTED,
          NO_TUNNEL,
          UNKNOWN_HOST,
          TLS_FAILED,
          CERTIFICATE_OUT_OF_DATE,
          CERTIFICATE_UNTRUSTED,
          CERTIFICATE_OF_ANOTHER_HOST,
          TIMED_OUT,
          CONNECTION_LOST,
          UNREADABLE ->
          Health.FAILED;
      case TOO_LARGE -> Health.WELL;
      case NO_PERMIT, PROXY_LOGIN_REFUSED, LIMIT_REACHED, BREAKER_OPEN -> Health.UNKNOWN;
    };
  }

  /** That it accepts a connection says little of a peer, unless nothing else was tried lately. */
  private Health healthByConnecting(Optional<Faulted> fault) {
    return fault
        .map(faulted -> health(faulted.kind()))
        .orElse(breaker.getState() == State.HALF_OPEN ? Health.WELL : Health.UNKNOWN);
  }
}
