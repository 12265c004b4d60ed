package dev.executionworkers.adapter.out.exchange;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What came of one attempt on the wire. */
public sealed interface Exchanged {

  /**
   * The peer answered completely, or at least with the head of a 403 or 429.
   *
   * @param status the HTTP status
   * @param headers by lower-case name
   * @param body the whole body as UTF-8 text, bounded by the exchange, empty when it broke; never
   *     to be shown as it is
   * @param receivedAt when it was complete, by our clock
   */
  record Answered(int status, Map<String, List<String>> headers, String body, Instant receivedAt)
      implements Exchanged {

    /** The first value of a header, whatever its case. */
    public Optional<String> header(String name) {
      return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream().findFirst();
    }

    /** This answer as if it had said when to ask again. */
    Answered retryAfter(Duration wait) {
      Map<String, List<String>> more = new LinkedHashMap<>(headers);
      more.put("retry-after", List.of(Long.toString(wait.plusNanos(999_999_999).toSeconds())));
      return new Answered(status, more, body, receivedAt);
    }

    /** Never shows the body, which may echo a secret. */
    @Override
    public String toString() {
      return "Answered[" + status + ", " + body.length() + " characters]";
    }
  }

  /**
   * No usable answer.
   *
   * @param kind what went wrong, which tells whether the request may have had its effect
   * @param until until when it will go wrong again, where that is known; only of what was not sent
   */
  record Faulted(Fault kind, Optional<Instant> until) implements Exchanged {

    /** It may go better at any time. */
    public Faulted(Fault kind) {
      this(kind, Optional.empty());
    }
  }

  /** The ways in which an attempt can end without a usable answer. */
  enum Fault {
    /** No connection could be made: refused, unreachable, or not in time. */
    NOT_CONNECTED(false, "the connection could not be made"),
    /** The peer's name has no address. */
    UNKNOWN_HOST(false, "the host name could not be resolved"),
    /** A proxy on the way wants a login that it was not given: a setting of ours. */
    PROXY_LOGIN_REFUSED(false, "the proxy on the way wants another login (407)"),
    /** A proxy on the way does not let us through, or does not reach the peer itself. */
    NO_TUNNEL(false, "the proxy on the way opened no connection to it"),
    /** The peer does not speak TLS, or not as we do. */
    TLS_FAILED(false, "the TLS handshake failed"),
    /** The time of the peer's certificate is over or has not come: its people's to mend. */
    CERTIFICATE_OUT_OF_DATE(false, "its certificate has expired or is not valid yet"),
    /** An authority that we do not know: a setting of ours is missing, or somebody is between. */
    CERTIFICATE_UNTRUSTED(false, "no authority that is trusted here has signed its certificate"),
    /** The peer has proved to be another than was asked for. */
    CERTIFICATE_OF_ANOTHER_HOST(false, "its certificate is for another host name"),
    /** The breaker is open: the peer is left alone for a while. */
    BREAKER_OPEN(false, "the peer is being left alone after repeated failures"),
    /** No permit to send was to be had in time. */
    NO_PERMIT(false, "no permit to send was to be had in time"),
    /** A limit of the peer's is used up: nothing may be sent until it has passed. */
    LIMIT_REACHED(false, "its rate limit allows nothing to be sent for now"),
    /** It was sent, and no answer came in time. */
    TIMED_OUT(true, "no answer came in time"),
    /** It was sent, and the connection broke before the answer was complete. */
    CONNECTION_LOST(true, "the connection was lost before the answer was complete"),
    /** What came back was not HTTP, or not what the headers announced. */
    UNREADABLE(true, "the answer could not be read"),
    /** The answer was larger than anything a peer has reason to send. */
    TOO_LARGE(true, "the answer was too large");

    private final boolean sent;
    private final String text;

    Fault(boolean sent, String text) {
      this.sent = sent;
      this.text = text;
    }

    /** Whether the request may have reached the peer. */
    public boolean sent() {
      return sent;
    }

    /** What a person reads. */
    public String text() {
      return text;
    }
  }
}
