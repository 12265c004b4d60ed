package dev.executionworkers.port.out;

/**
 * One attempt of a step, as the adapter that makes it needs to know it.
 *
 * @param idempotencyKey the same for every attempt of one operation, in this process and the next
 * @param number counted from 1 within the step
 * @param effectInDoubt whether an earlier attempt under the same key may have had its effect
 */
public record Attempt(String idempotencyKey, int number, boolean effectInDoubt) {}
