package dev.executionworkers.simulators.wire;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * What goes wrong with one request. Those named {@code Effect…} run the handler, so the effect is
 * done; of the others only {@link HalfAnswer} does, and {@link Proceed} and {@link Delay} may.
 */
public sealed interface Fault {

  /** Nothing goes wrong: lets a request pass that a later rule would have caught. */
  record Proceed() implements Fault {}

  /** Answers in the handler's stead. No effect. */
  record Answer(Reply reply) implements Fault {}

  /** Pauses, then goes on as told. */
  record Delay(Duration pause, Fault then) implements Fault {
    /** Pauses, then lets the handler answer as usual. */
    public Delay(Duration pause) {
      this(pause, new Proceed());
    }
  }

  /** Never answers, until the client or the server closes the connection. No effect. */
  record Hang() implements Fault {}

  /** Resets the connection (RST) without an answer. No effect. */
  record ResetBefore() implements Fault {}

  /** Closes the connection (FIN) without an answer. No effect. */
  record CloseBefore() implements Fault {}

  /** The effect is done, its answer lost by a reset (RST). */
  record EffectThenReset() implements Fault {}

  /** The effect is done, the connection closed (FIN) without an answer. */
  record EffectThenClose() implements Fault {}

  /** The effect is done, the answer never comes. */
  record EffectThenHang() implements Fault {}

  /** The effect is done at once, its answer comes after a pause. */
  record EffectThenDelay(Duration pause) implements Fault {}

  /** The effect is done, but the answer is another one, such as a gateway's 502. */
  record EffectThenAnswer(Reply reply) implements Fault {}

  /**
   * The effect is done; the headers and half of the body are sent (of an answer without a body:
   * half of its headers), then the connection is closed.
   */
  record HalfAnswer() implements Fault {}

  /** Sends bytes that are no HTTP and closes. No effect. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Garbage(byte[] bytes) implements Fault {
    /** A fixed piece of nonsense. */
    public Garbage() {
      this("\u0000\u0001SSH-2.0-not-http\r\n\r\n\u0007".getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  /** A 200 whose JSON body never ends: so many bytes, a pause, and again. No effect. */
  record Drip(int bytes, Duration interval) implements Fault {}

  /** A 200 whose JSON body is that long, sent as fast as the client reads. No effect. */
  record HugeBody(long bytes) implements Fault {}
}
