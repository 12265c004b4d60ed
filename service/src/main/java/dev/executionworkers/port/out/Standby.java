package dev.executionworkers.port.out;

import dev.executionworkers.domain.outcome.Failure;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/** What an attempt asks of those who want it: whether to wait until it may send, or to send. */
public interface Standby {
  /** Nobody waits: what cannot be sent at once is not sent. */
  Standby NONE =
      new Standby() {
        @Override
        public boolean await(BooleanSupplier ready, Instant until, Failure meanwhile) {
          return false;
        }

        @Override
        public void wake() {}

        @Override
        public void beforeWrite() {}
      };

  /**
   * Waits until it is woken and ready, or the time has come. Called on the attempt's own thread;
   * the right to send is renewed when it returns true.
   *
   * @param ready looked at alone; takes no lock
   * @param until when to look again at the latest
   * @param meanwhile what those who want the attempt are told at their deadlines
   * @return whether anybody still wants it
   * @throws LeaseLostException when another process has taken over
   */
  boolean await(BooleanSupplier ready, Instant until, Failure meanwhile);

  /** Has it look again whether it is ready. May be called on any thread, and at any time. */
  void wake();

  /**
   * To be called where an attempt that has begun by reading is about to send what has an effect. On
   * the attempt's own thread.
   *
   * @throws WithdrawnException when it shall not, since nobody wants the execution any more
   */
  void beforeWrite();
}
