package dev.executionworkers.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class BootstrapTest {

  /** The journal's thread would keep the process alive, with its folder and without its port. */
  @Test
  void aStartThatEndsByADefectIsToldAndEndsTheProcess() {
    var told = new AtomicReference<Throwable>();
    var defect = new IllegalArgumentException("a defect");
    Thread.currentThread().setUncaughtExceptionHandler((_, thrown) -> told.set(thrown));

    int exitCode =
        Bootstrap.guarded(() -> {
          throw defect;
        });

    assertThat(exitCode).isEqualTo(1);
    assertThat(told).hasValue(defect);
  }

  @Test
  void anythingElseEndsWithItsOwnCode() {
    assertThat(Bootstrap.guarded(() -> 78)).isEqualTo(78);
  }
}
