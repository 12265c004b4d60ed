package dev.executionworkers.port.out;

/**
 * One attempt of a step, as the adapter that makes it needs to know it.
 *
 * @param idempotencyKey the same for every attempt of one operation, in this process and the next
 * @param number counted from 1 within the step
 * @param effectInDoubt whether an earlier attempt under the same key may have had its effect, or
 *     may still be at work
 * @param standby how it waits when it may not send yet
 */
public record Attempt(String idempotencyKey, int number, boolean effectInDoubt, Standby standby) {

  /** One that does not wait. */
  public Attempt(String idempotencyKey, int number, boolean effectInDoubt) {
    this(idempotencyKey, number, effectInDoubt, Standby.NONE);
  }
}
