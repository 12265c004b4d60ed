package dev.executionworkers.simulators.github;

import dev.executionworkers.simulators.wire.Json;
import dev.executionworkers.simulators.wire.Reply;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The primary limit, counted per user and hour, and the limits that are put on by hand. Guarded by
 * the state's lock.
 */
final class RateLimits {

  private static final int DEFAULT_PER_HOUR = 5_000;
  private static final int ANONYMOUS_PER_HOUR = 60;
  private static final Duration WINDOW = Duration.ofHours(1);

  /**
   * A secondary limit.
   *
   * @param hinted whether {@code retry-after} says how long; otherwise only the body tells
   * @param contentOnly whether it hits writes only, in the words for content creation
   */
  record Secondary(Instant until, int status, boolean hinted, boolean contentOnly) {}

  private record Window(int used, Instant reset) {}

  private record Exhausted(Instant until, int status) {}

  private final InstantSource clock;
  private final Map<String, Window> windows = new HashMap<>();
  private int perHour = DEFAULT_PER_HOUR;
  private @Nullable Exhausted exhausted;
  private @Nullable Secondary secondary;
  private @Nullable PublishedLimits published;
  private long refusals;

  RateLimits(InstantSource clock) {
    this.clock = clock;
  }

  void perHour(int requests) {
    perHour = requests;
  }

  void exhaust(Duration untilReset, int status) {
    exhausted = new Exhausted(clock.instant().plus(untilReset), status);
  }

  void limit(Secondary limit) {
    secondary = limit;
  }

  void publish() {
    published = new PublishedLimits();
  }

  /** How the published limits were broken; nothing while they are not held. */
  List<String> violations() {
    PublishedLimits limits = published;
    return limits == null ? List.of() : limits.violations();
  }

  void lift() {
    exhausted = null;
    secondary = null;
    windows.clear();
  }

  /** How many requests were answered by a limit. */
  long refusals() {
    return refusals;
  }

  /** The answer of the limit that this request runs into, if it does. */
  Optional<Reply> refuse(Call call, String requestId) {
    Instant now = clock.instant();
    Exhausted primary = exhausted;
    Window window = window(call.caller());
    if (window.used >= limit(call.caller())) {
      int status = primary != null && now.isBefore(primary.until) ? primary.status : 403;
      refusals++;
      return Optional.of(primaryReply(call.caller(), status, requestId));
    }
    PublishedLimits limits = published;
    Instant blockedUntil = limits == null ? Instant.MIN : limits.note(call, now);
    if (now.isBefore(blockedUntil)) {
      refusals++;
      return Optional.of(secondaryReply(new Secondary(blockedUntil, 403, true, false), requestId));
    }
    Secondary limit = secondary;
    boolean write = !call.is("GET");
    if (limit != null && now.isBefore(limit.until) && (write || !limit.contentOnly)) {
      refusals++;
      return Optional.of(secondaryReply(limit, requestId));
    }
    return Optional.empty();
  }

  /** Uses up one request of the caller's hour. */
  void count(Caller caller) {
    Window window = window(caller);
    if (window.used < limit(caller)) {
      windows.put(caller.bucket(), new Window(window.used + 1, window.reset));
    }
  }

  /** The answer with what is left to the caller. */
  Reply withHeaders(Reply reply, Caller caller) {
    ObjectNode core = describe(caller);
    return reply
        .with("x-ratelimit-limit", core.get("limit").asString())
        .with("x-ratelimit-remaining", core.get("remaining").asString())
        .with("x-ratelimit-used", core.get("used").asString())
        .with("x-ratelimit-reset", core.get("reset").asString())
        .with("x-ratelimit-resource", "core");
  }

  /** {@code limit}, {@code used}, {@code remaining} and {@code reset}, in epoch seconds. */
  ObjectNode describe(Caller caller) {
    Window window = window(caller);
    return Json.object()
        .put("limit", limit(caller))
        .put("used", window.used)
        .put("remaining", limit(caller) - window.used)
        .put("reset", window.reset.getEpochSecond());
  }

  private int limit(Caller caller) {
    return caller instanceof Caller.Anonymous ? ANONYMOUS_PER_HOUR : perHour;
  }

  private Window window(Caller caller) {
    Instant now = clock.instant();
    Exhausted primary = exhausted;
    if (primary != null && now.isBefore(primary.until)) {
      return new Window(limit(caller), upToSecond(primary.until));
    }
    Window window = windows.get(caller.bucket());
    return window == null || !now.isBefore(window.reset)
        ? new Window(0, upToSecond(now.plus(WINDOW)))
        : window;
  }

  /** Whole seconds are all that the header can say; too late rather than too early. */
  private static Instant upToSecond(Instant instant) {
    return Instant.ofEpochSecond(wholeSeconds(Duration.between(Instant.EPOCH, instant)));
  }

  private static long wholeSeconds(Duration duration) {
    return duration.getSeconds() + (duration.getNano() > 0 ? 1 : 0);
  }

  private static Reply primaryReply(Caller caller, int status, String requestId) {
    String message =
        "API rate limit exceeded for "
            + caller.bucket()
            + ". If you reach out to GitHub Support for help, please include the request ID "
            + requestId
            + ".";
    return Answers.error(status, message, Docs.PRIMARY_LIMIT);
  }

  private Reply secondaryReply(Secondary limit, String requestId) {
    String message =
        limit.contentOnly
            ? "You have exceeded a secondary rate limit and have been temporarily blocked from"
                + " content creation. Please retry your request again later."
            : "You have exceeded a secondary rate limit. Please wait a few minutes before you try"
                + " again. If you reach out to GitHub Support for help, please include the request"
                + " ID "
                + requestId
                + ".";
    Reply reply = Answers.error(limit.status, message, Docs.SECONDARY_LIMIT);
    long seconds = wholeSeconds(Duration.between(clock.instant(), limit.until));
    return limit.hinted ? reply.with("retry-after", Long.toString(seconds)) : reply;
  }
}
