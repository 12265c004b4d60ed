package dev.executionworkers.adapter.out.exchange;

import dev.executionworkers.port.out.Attempt;
import dev.executionworkers.port.out.Standby;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One request as it goes onto the wire.
 *
 * @param method the HTTP method
 * @param uri absolute; on the peer's own origin, anything else is a bug and refused
 * @param headers beside those that the exchange adds itself
 * @param body JSON, or empty for none
 * @param sender who wants it, where limits are shared among many
 * @param kind as what it counts, where the peer limits how often it may be asked
 */
public record OutboundRequest(
    Method method,
    URI uri,
    Map<String, String> headers,
    Optional<String> body,
    Sender sender,
    Kind kind) {

  /** As what a request counts with a peer's limits. */
  public sealed interface Kind {

    /** One that creates no content, whatever its method. */
    record Read() implements Kind {}

    /**
     * One that creates content, and waits for its turn to.
     *
     * @param revision how the body is made anew, if it was made from what may have changed
     */
    record Write(Optional<Revision> revision) implements Kind {}

    private static Kind of(Method method) {
      return switch (method) {
        case GET -> new Read();
        case POST, PUT, PATCH, DELETE -> new Write(Optional.empty());
      };
    }
  }

  /**
   * Makes the body of a write anew that had to wait for its turn: it replaces what was read before
   * the wait, and somebody may have changed that meanwhile.
   */
  @FunctionalInterface
  public interface Revision {

    /**
     * Makes it right before the turn; more than once when that is taken by somebody else.
     *
     * @param reads sends a request that reads, as the write will be sent; to be called at least
     *     once
     * @return the body as it has to be now; empty when nothing is to be sent any more, and then the
     *     answer to the write is that to the last read
     */
    Optional<String> body(Function<OutboundRequest, Exchanged> reads);
  }

  /**
   * Who wants a request.
   *
   * @param account as which of the accounts that have limits of their own; empty where there is but
   *     one
   * @param group all of whose requests together get one share of what is limited: the groups that
   *     it is in, from the largest to the smallest
   * @param standby how it waits for its turn
   */
  public record Sender(String account, List<String> group, Standby standby) {
    /** Nobody in particular, who does not wait. */
    public static final Sender NOBODY = new Sender("", List.of(), Standby.NONE);

    public Sender {
      group = List.copyOf(group);
    }

    /** One operation by itself. */
    public static Sender of(Attempt attempt) {
      return new Sender("", List.of(attempt.idempotencyKey()), attempt.standby());
    }

    /** The same who waits in another way. */
    Sender standingBy(Standby other) {
      return new Sender(account, group, other);
    }
  }

  /** The methods that peers are called with. */
  public enum Method {
    GET,
    POST,
    PUT,
    PATCH,
    DELETE
  }

  public OutboundRequest {
    headers = Map.copyOf(headers);
  }

  /**
   * A request that counts as its method says, with a body that stays right however long it waits.
   */
  public OutboundRequest(
      Method method, URI uri, Map<String, String> headers, Optional<String> body, Sender sender) {
    this(method, uri, headers, body, sender, Kind.of(method));
  }

  /** A request without a body. */
  public static OutboundRequest of(Method method, URI uri) {
    return new OutboundRequest(method, uri, Map.of(), Optional.empty(), Sender.NOBODY);
  }

  /** A request with a JSON body. */
  public static OutboundRequest json(Method method, URI uri, String json) {
    return new OutboundRequest(
        method, uri, Map.of("Content-Type", "application/json"), Optional.of(json), Sender.NOBODY);
  }

  /** This request with one more header. */
  public OutboundRequest with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new OutboundRequest(method, uri, more, body, sender, kind);
  }

  /** This request as somebody's. */
  public OutboundRequest by(Sender whoever) {
    return new OutboundRequest(method, uri, headers, body, whoever, kind);
  }

  /** This request with that body, which is not made anew. */
  public OutboundRequest saying(String json) {
    return new OutboundRequest(method, uri, headers, Optional.of(json), sender, Kind.of(method));
  }

  /** This request, whose body is made anew when it has waited. */
  public OutboundRequest revisedBy(Revision how) {
    return new OutboundRequest(
        method, uri, headers, body, sender, new Kind.Write(Optional.of(how)));
  }

  /** This request as one that creates no content, whatever its method. */
  public OutboundRequest withoutContent() {
    return new OutboundRequest(method, uri, headers, body, sender, new Kind.Read());
  }

  /** How the body is made anew. */
  public Optional<Revision> revision() {
    return switch (kind) {
      case Kind.Read() -> Optional.empty();
      case Kind.Write(Optional<Revision> revision) -> revision;
    };
  }

  /** Never shows headers and body, which carry secrets. */
  @Override
  public String toString() {
    return method + " " + uri.getScheme() + "://" + uri.getAuthority();
  }
}
