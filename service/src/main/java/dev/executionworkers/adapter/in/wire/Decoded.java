package dev.executionworkers.adapter.in.wire;

import dev.executionworkers.domain.command.Command;

/** What a body was found to be. */
public sealed interface Decoded {

  /** A command that can be sent. */
  record Valid(Command command) implements Decoded {}

  /**
   * Nothing that can ever be served.
   *
   * @param detail what is wrong, naming the field and never quoting its value
   */
  record Invalid(String detail) implements Decoded {}
}
