package dev.executionworkers.adapter.out.journal.sqlite;

import dev.executionworkers.adapter.out.journal.JournalStartException;
import dev.executionworkers.adapter.out.journal.sql.Session;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.UUID;

/**
 * A consistent copy of a database that may be in use. A file of the name that was asked for is a
 * whole one, and knows that it is a copy: it is made under another name, and gets its own when it
 * is complete. What a full disk or a kill leaves behind can so be taken for no backup.
 */
final class Backup {
  private Backup() {}

  static void copy(Path database, Path target) {
    if (!Files.isRegularFile(database)) {
      throw new JournalStartException("there is no journal at " + database);
    }
    if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      throw new JournalStartException(
          "there is a file at " + target + " already, and a backup overwrites nothing");
    }
    Path part = target.resolveSibling(target.getFileName() + "." + UUID.randomUUID() + ".part");
    try {
      // SQLite fills an empty file, and only one that is made before can be the owner's alone.
      Files.createFile(
          part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      try {
        fill(part, database);
        Files.move(part, target);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (SQLException | IOException e) {
      throw new JournalStartException(
          "the backup " + target + " of " + database + " cannot be made: " + e, e);
    }
  }

  private static void fill(Path part, Path database) throws SQLException, IOException {
    try (Session session = Database.openToRead(database)) {
      session.update("VACUUM INTO ?", part.toAbsolutePath().toString());
    }
    try (Session copy = Database.openCopy(part)) {
      RestoredCopy.mark(copy);
    }
    try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }
}
