package dev.executionworkers.simulators.wire;

/** What a simulator does with a request. Called on many threads at once. */
@FunctionalInterface
public interface Handler {

  /** Does the effect and answers. An exception becomes a 500 that carries its stack trace. */
  Reply handle(Received request);
}
