package dev.executionworkers.simulators.temporal;

import java.time.Duration;

/**
 * An activity that a workflow calls.
 *
 * @param activity its name
 * @param input its one argument, JSON
 * @param startToClose what one attempt may take
 * @param heartbeat after how long without a heartbeat an attempt counts as lost
 * @param attempts how many attempts are made; 0 for any number
 */
public record ActivityCall(
    String activity, String input, Duration startToClose, Duration heartbeat, int attempts) {

  /** With a minute for each of five attempts. */
  public static ActivityCall of(String activity, String input) {
    return new ActivityCall(activity, input, Duration.ofMinutes(1), Duration.ofSeconds(10), 5);
  }

  /** The same with so many attempts. */
  public ActivityCall attempts(int count) {
    return new ActivityCall(activity, input, startToClose, heartbeat, count);
  }

  /** The same with so much time for each attempt. */
  public ActivityCall startToClose(Duration timeout) {
    return new ActivityCall(activity, input, timeout, heartbeat, attempts);
  }

  /** The same, lost after so long without a heartbeat. */
  public ActivityCall heartbeat(Duration timeout) {
    return new ActivityCall(activity, input, startToClose, timeout, attempts);
  }
}
