package dev.executionworkers.simulators.wire;

import java.io.IOException;

/** The client sent what is no HTTP/1.1 request: answered 400, and the connection is closed. */
final class MalformedRequest extends IOException {

  private static final long serialVersionUID = 1;

  MalformedRequest(String what) {
    super(what);
  }
}
