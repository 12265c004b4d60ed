package dev.executionworkers.adapter.out.journal.seal;

import dev.executionworkers.adapter.out.journal.JournalStartException;
import dev.executionworkers.domain.command.Secret;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The file with the keys of a journal whose operator has given none. */
public final class KeyFile {
  private static final Logger LOG = LoggerFactory.getLogger(KeyFile.class);
  private static final String NAME = "journal.key";
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private KeyFile() {}

  /**
   * Its keys; it is made if it is missing.
   *
   * @param folder where the journal is
   * @throws JournalStartException when it cannot be made or read, everybody may read it, or it is
   *     no keys
   */
  public static JournalKeys inFolder(Path folder) {
    Path file = folder.resolve(NAME);
    if (!Files.exists(file)) {
      make(folder, file);
      LOG.warn(
          "there is no JOURNAL_KEY: a key was made in {}, beside what it seals; whoever can read"
              + " the folder can read the secrets in the journal",
          file);
    }
    return read(file);
  }

  private static JournalKeys read(Path file) {
    try {
      refuseWorldReadable(file);
      return JournalKeys.parse("the key file " + file, Secret.of(Files.readString(file)));
    } catch (IOException e) {
      throw new JournalStartException("the key file " + file + " cannot be read: " + e, e);
    }
  }

  private static void make(Path folder, Path file) {
    byte[] key = new byte[JournalKey.BYTES];
    new SecureRandom().nextBytes(key);
    String text = JournalKeys.ONLY + ":" + Base64.getEncoder().encodeToString(key) + "\n";
    Path draft = file.resolveSibling(NAME + ".new");
    try {
      Files.createDirectories(folder);
      Files.deleteIfExists(draft);
      Files.createFile(draft, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
      try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
        channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
        channel.force(true);
      }
      // A crash in the middle must not leave half a key under the name that counts.
      Files.move(draft, file);
      sync(folder);
    } catch (IOException e) {
      throw new JournalStartException("no key file can be made at " + file + ": " + e, e);
    }
  }

  private static void sync(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static void refuseWorldReadable(Path file) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (view == null) {
      return;
    }
    if (view.readAttributes().permissions().contains(PosixFilePermission.OTHERS_READ)) {
      throw new JournalStartException(
          "the key file " + file + " can be read by everybody: take that right away (chmod o-r)");
    }
  }
}
