package dev.executionworkers;

import java.util.concurrent.CountDownLatch;

/** The process: starts the service and waits until it is told to stop. */
public final class Main {

  private Main() {}

  /** Runs until the process gets SIGTERM or SIGINT. */
  public static void main(String[] args) throws InterruptedException {
    new CountDownLatch(1).await();
  }
}
