package dev.executionworkers.adapter.in.wire;

import dev.executionworkers.domain.command.ExecutionId;
import java.util.Optional;

/** What a request is answered with, before it is bytes. */
public sealed interface Reply permits Reply.Page, Reply.Answered {

  int status();

  /** The execution that answered. */
  Optional<ExecutionId> execution();

  /** The stable code, unless it is a success. */
  Optional<String> errorCode();

  /** A page that is not an operation's. */
  record Page(String contentType, String text) implements Reply {
    public static final String JSON = "application/json";
    public static final String TEXT = "text/plain; charset=utf-8";

    @Override
    public int status() {
      return 200;
    }

    @Override
    public Optional<ExecutionId> execution() {
      return Optional.empty();
    }

    @Override
    public Optional<String> errorCode() {
      return Optional.empty();
    }
  }

  /** What is told to whoever asked for an operation. */
  sealed interface Answered extends Reply permits Success, Refusal {}

  /**
   * An operation happened.
   *
   * @param json what it has to tell
   */
  record Success(int status, ExecutionId id, String json) implements Answered {

    @Override
    public Optional<ExecutionId> execution() {
      return Optional.of(id);
    }

    @Override
    public Optional<String> errorCode() {
      return Optional.empty();
    }
  }
}
