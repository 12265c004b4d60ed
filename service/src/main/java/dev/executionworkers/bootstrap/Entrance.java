package dev.executionworkers.bootstrap;

import dev.executionworkers.port.in.Readiness;

/** Another way in beside HTTP. Thread-safe. */
interface Entrance extends AutoCloseable {

  /** How it is now; never blocks. */
  Readiness.Worker state();

  /** Opens it; returns at once. */
  void start();

  /** Takes nothing new; what runs may go on. */
  void drain();

  /** Lets the last answers leave and ends. */
  @Override
  void close();
}
