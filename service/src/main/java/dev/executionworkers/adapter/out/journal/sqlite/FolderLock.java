package dev.executionworkers.adapter.out.journal.sqlite;

import dev.executionworkers.adapter.out.journal.JournalStartException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

/**
 * The right of one process to a folder. The system gives it back when the process ends, however it
 * ends.
 */
final class FolderLock implements AutoCloseable {
  private static final String NAME = "journal.lock";
  private static final int MAX_HOLDER_BYTES = 500;

  private final FileChannel channel;

  private FolderLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the folder.
   *
   * @throws JournalStartException when another process has it, or nobody can write there
   */
  static FolderLock take(Path folder, Instant now) {
    Path file = folder.resolve(NAME);
    try {
      Files.createDirectories(folder);
      FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      if (!tryLock(channel)) {
        String holder = read(channel);
        channel.close();
        throw new JournalStartException(
            "the data folder " + folder + " is in use by another process (" + holder + ")");
      }
      write(channel, "pid " + ProcessHandle.current().pid() + " on " + host() + " since " + now);
      return new FolderLock(channel);
    } catch (IOException e) {
      throw new JournalStartException("the data folder " + folder + " cannot be written: " + e, e);
    }
  }

  private static boolean tryLock(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException sameProcess) {
      return false;
    }
  }

  private static String read(FileChannel channel) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(MAX_HOLDER_BYTES);
    channel.read(buffer, 0);
    String holder = StandardCharsets.UTF_8.decode(buffer.flip()).toString().strip();
    return holder.isEmpty() ? "which has not said who it is" : holder;
  }

  private static void write(FileChannel channel, String holder) throws IOException {
    channel.truncate(0);
    channel.write(ByteBuffer.wrap((holder + "\n").getBytes(StandardCharsets.UTF_8)), 0);
    channel.force(true);
  }

  /** Asked from the kernel: a resolver could take its time. */
  private static String host() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    } catch (IOException notLinux) {
      return "this host";
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
