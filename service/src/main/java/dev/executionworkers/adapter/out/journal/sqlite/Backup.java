package dev.executionworkers.adapter.out.journal.sqlite;

import dev.executionworkers.adapter.out.journal.JournalStartException;
import dev.executionworkers.adapter.out.journal.sql.Session;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;

/** A consistent copy of a database that may be in use. */
final class Backup {
  private Backup() {}

  static void copy(Path database, Path target) {
    if (!Files.isRegularFile(database)) {
      throw new JournalStartException("there is no journal at " + database);
    }
    try {
      // SQLite fills an empty file, and only one that is made before can be the owner's alone.
      Files.createFile(
          target,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (IOException e) {
      throw new JournalStartException("the backup " + target + " cannot be made: " + e, e);
    }
    try (Session session = Database.openToRead(database)) {
      session.update("VACUUM INTO ?", target.toAbsolutePath().toString());
      try (Session copy = Database.openCopy(target)) {
        RestoredCopy.mark(copy);
      }
      try (FileChannel channel = FileChannel.open(target, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
    } catch (SQLException | IOException e) {
      throw new JournalStartException("the backup of " + database + " failed: " + e, e);
    }
  }
}
