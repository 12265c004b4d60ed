package dev.executionworkers.bootstrap;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads whole files. */
@FunctionalInterface
public interface FileContent {
  /** Larger than any bundle of certificates. */
  int MAX_BYTES = 1024 * 1024;

  /** The files of this machine, of at most {@value #MAX_BYTES} bytes. */
  FileContent ON_DISK = FileContent::readBounded;

  /** The content of a file. */
  byte[] read(Path path) throws IOException;

  private static byte[] readBounded(Path path) throws IOException {
    try (InputStream stream = Files.newInputStream(path)) {
      byte[] bytes = stream.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new IOException("larger than anything expected here");
      }
      return bytes;
    }
  }
}
