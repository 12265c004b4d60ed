package dev.executionworkers.adapter.out.exchange;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One request as it goes onto the wire.
 *
 * @param method the HTTP method
 * @param uri absolute; on the peer's own origin, anything else is a bug and refused
 * @param headers beside those that the exchange adds itself
 * @param body JSON, or empty for none
 */
public record OutboundRequest(
    Method method, URI uri, Map<String, String> headers, Optional<String> body) {

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

  /** A request without a body. */
  public static OutboundRequest of(Method method, URI uri) {
    return new OutboundRequest(method, uri, Map.of(), Optional.empty());
  }

  /** A request with a JSON body. */
  public static OutboundRequest json(Method method, URI uri, String json) {
    return new OutboundRequest(
        method, uri, Map.of("Content-Type", "application/json"), Optional.of(json));
  }

  /** This request with one more header. */
  public OutboundRequest with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new OutboundRequest(method, uri, more, body);
  }

  /** Never shows headers and body, which carry secrets. */
  @Override
  public String toString() {
    return method + " " + uri.getScheme() + "://" + uri.getAuthority();
  }
}
