package dev.executionworkers.bench;

/** Why nothing can be measured, in one sentence; and with which code the process ends. */
public final class BenchException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int FAILED = 70;
  private static final int UNAVAILABLE = 69;

  private final int exitCode;

  private BenchException(String message, int exitCode) {
    super(message);
    this.exitCode = exitCode;
  }

  /** Something went wrong on the way. */
  public static BenchException failed(String message) {
    return new BenchException(message, FAILED);
  }

  /** A program is not there. */
  public static BenchException missing(String message) {
    return new BenchException(message, UNAVAILABLE);
  }

  /** As sysexits.h has it. */
  public int exitCode() {
    return exitCode;
  }
}
