package dev.executionworkers.simulators.github;

import dev.executionworkers.simulators.wire.Received;
import java.util.List;

/**
 * A request that has passed the front door.
 *
 * @param method as sent, but {@code GET} for {@code HEAD}
 * @param path the decoded segments after the prefix
 * @param origin the server's address, {@code http://127.0.0.1:1234}
 * @param prefix empty, or {@code /api/v3}
 */
record Call(
    Received request,
    Caller caller,
    String method,
    List<String> path,
    String origin,
    String prefix) {

  /** Where this API begins, without a slash at the end. */
  String apiUrl() {
    return origin + prefix;
  }

  /** Where the repositories' pages begin. */
  String htmlUrl() {
    return prefix.isEmpty() ? "https://github.com" : origin;
  }

  /** The host of {@code git@host:owner/name.git}. */
  String sshHost() {
    return prefix.isEmpty() ? "github.com" : "127.0.0.1";
  }

  boolean is(String wanted) {
    return method.equals(wanted);
  }
}
