package dev.executionworkers.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ThreadRoomTest {
  private final List<Thread> made = new ArrayList<>();

  private Thread make(Runnable task) {
    Thread thread = Thread.ofPlatform().daemon().unstarted(task);
    made.add(thread);
    return thread;
  }

  /** As the JVM does when the system gives it no thread. */
  private Thread makeButTheFifth(Runnable task) {
    if (made.size() < 4) {
      return make(task);
    }
    return new Thread(task) {
      @Override
      public void start() {
        throw new OutOfMemoryError("unable to create native thread");
      }
    };
  }

  private void allEnd() throws InterruptedException {
    for (Thread thread : made) {
      thread.join();
    }
  }

  @Test
  void isThereWhenAllCanBeMade() throws InterruptedException {
    assertThat(ThreadRoom.isThere(8, this::make)).isTrue();
    assertThat(made).hasSize(8);
    allEnd();
  }

  @Test
  void isNotThereWhenOneCannotBeMade() throws InterruptedException {
    assertThat(ThreadRoom.isThere(8, this::makeButTheFifth)).isFalse();
    assertThat(made).hasSize(4);
    allEnd();
  }
}
