package dev.executionworkers.port.in;

import java.time.Instant;
import java.util.Optional;

/**
 * Makes a command happen for callers who have other things to do while they wait, and who may go
 * away. Thread-safe.
 */
public interface StartCommand {

  /** Starts the command, or joins the execution that already makes the same happen. */
  Waiting start(Envelope envelope);

  /** A caller's place. Used by one thread, and over with the first answer or {@link #withdraw}. */
  interface Waiting {

    /**
     * Waits a while for the answer.
     *
     * @return empty when there is none by then; at the envelope's deadline there is always one, and
     *     before it as soon as it is known that nothing will be tried before it
     */
    Optional<Answer> await(Instant until);

    /**
     * Goes away for good. What nobody else waits for ends at its next pause, unless it may have had
     * an effect; then it goes on as if its caller were still to come back.
     */
    void withdraw();
  }
}
