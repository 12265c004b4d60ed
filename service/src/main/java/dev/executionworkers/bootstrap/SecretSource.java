package dev.executionworkers.bootstrap;

import dev.executionworkers.domain.command.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A secret of the settings as it is now. One that came as a file is read again when it is used, at
 * most once a second: reading the content, and not watching the file, is what works with the links
 * that Kubernetes swaps. While the file cannot be read or holds nothing usable, the former value
 * stays. Thread-safe.
 */
public final class SecretSource implements Supplier<Secret> {
  private static final Logger LOG = LoggerFactory.getLogger(SecretSource.class);
  private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Optional<Watched> file;
  private volatile Secret current;

  private SecretSource(Secret first, Optional<Watched> file) {
    this.current = first;
    this.file = file;
  }

  /** A secret that stays as it is. */
  static SecretSource fixed(String value) {
    return new SecretSource(Secret.of(value), Optional.empty());
  }

  /**
   * A secret that is in a file.
   *
   * @param variable the variable that names the file
   * @param form makes the value of the file's text, as {@link SecretText#checked} does
   * @throws IOException when it cannot be read now
   * @throws IllegalArgumentException when it holds no usable value now
   */
  static SecretSource inFile(
      String variable,
      Path path,
      FileContent files,
      UnaryOperator<String> form,
      LongSupplier nanoTime)
      throws IOException {
    Watched watched = new Watched(variable, path, files, form, nanoTime);
    return new SecretSource(watched.read(), Optional.of(watched));
  }

  @Override
  public Secret get() {
    file.flatMap(Watched::readIfDue).ifPresent(read -> current = read);
    return current;
  }

  @Override
  public String toString() {
    return Secret.REDACTED;
  }

  /** A file that is looked at from time to time. */
  private static final class Watched {
    private final String variable;
    private final Path path;
    private final FileContent files;
    private final UnaryOperator<String> form;
    private final LongSupplier nanoTime;
    private final AtomicLong lookedAtNanos;
    private volatile boolean unusable;

    Watched(
        String variable,
        Path path,
        FileContent files,
        UnaryOperator<String> form,
        LongSupplier nanoTime) {
      this.variable = variable;
      this.path = path;
      this.files = files;
      this.form = form;
      this.nanoTime = nanoTime;
      this.lookedAtNanos = new AtomicLong(nanoTime.getAsLong());
    }

    Secret read() throws IOException {
      return Secret.of(SecretText.inFile(files.read(path), form));
    }

    /** One caller a second looks; the others go on with what there is. */
    Optional<Secret> readIfDue() {
      long now = nanoTime.getAsLong();
      long last = lookedAtNanos.get();
      if (now - last < INTERVAL_NANOS || !lookedAtNanos.compareAndSet(last, now)) {
        return Optional.empty();
      }
      try {
        Secret read = read();
        unusable = false;
        return Optional.of(read);
      } catch (IOException | IllegalArgumentException _) {
        warnOnce();
        return Optional.empty();
      }
    }

    private void warnOnce() {
      if (!unusable) {
        unusable = true;
        LOG.atWarn()
            .addKeyValue("variable", variable)
            .log("the secret's file cannot be used now; its former value stays in force");
      }
    }
  }
}
