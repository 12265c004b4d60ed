package dev.executionworkers.simulators.wire;

import java.util.regex.Pattern;

/** Which requests a fault is meant for. */
@FunctionalInterface
public interface RequestMatcher {

  boolean matches(Received request);

  /** Every request. */
  static RequestMatcher any() {
    return request -> true;
  }

  /** By method, {@code "PUT"}. */
  static RequestMatcher method(String method) {
    return request -> request.method().equals(method);
  }

  /** By the whole decoded path, {@code "/user"}. */
  static RequestMatcher path(String path) {
    return request -> request.path().equals(path);
  }

  /** By a regular expression over the whole decoded path. */
  static RequestMatcher pathMatching(String regex) {
    Pattern pattern = Pattern.compile(regex);
    return request -> pattern.matcher(request.path()).matches();
  }

  /** By method and a regular expression over the whole decoded path. */
  static RequestMatcher request(String method, String pathRegex) {
    return method(method).and(pathMatching(pathRegex));
  }

  /** Both. */
  default RequestMatcher and(RequestMatcher other) {
    return request -> matches(request) && other.matches(request);
  }
}
