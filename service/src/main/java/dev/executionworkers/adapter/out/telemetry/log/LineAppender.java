package dev.executionworkers.adapter.out.telemetry.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Writes each line by one call, so that lines never interleave. The line is made before the lock is
 * taken. A stream that fails costs the line and not the lines after it, as Logback's own appender
 * would have it.
 */
final class LineAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {
  private final JsonLineEncoder encoder;
  private final OutputStream stream;
  private final ReentrantLock writing = new ReentrantLock();

  LineAppender(JsonLineEncoder encoder, OutputStream stream) {
    this.encoder = encoder;
    this.stream = stream;
  }

  @Override
  protected void append(ILoggingEvent event) {
    ByteArrayOutputStream line = encoder.encode(event);
    writing.lock();
    try {
      line.writeTo(stream);
      stream.flush();
    } catch (IOException e) {
      addError("a line of the log could not be written", e);
    } finally {
      writing.unlock();
    }
  }
}
