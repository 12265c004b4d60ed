package dev.executionworkers.simulators.github;

import dev.executionworkers.simulators.wire.Reply;

/** Ends the handling of a request from within, with an answer. */
final class Refused extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient Reply reply;

  Refused(Reply reply) {
    super(reply.toString(), null, false, false);
    this.reply = reply;
  }

  Reply reply() {
    return reply;
  }
}
