import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * Takes the native library of this machine out of the SQLite driver's jar, into the folder that the
 * one argument names. Left to itself the driver does so at each start of a process, into a folder
 * for temporary files, and compares it with the jar byte by byte; a process that is killed leaves
 * its copy behind.
 */
final class SqliteLibrary {
  private SqliteLibrary() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    String name = LibraryLoaderUtil.getNativeLibName();
    String inJar = LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name;
    try (InputStream library = SQLiteJDBCLoader.class.getResourceAsStream(inJar)) {
      if (library == null) {
        throw new IOException("the SQLite driver has no " + inJar);
      }
      Files.copy(library, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
