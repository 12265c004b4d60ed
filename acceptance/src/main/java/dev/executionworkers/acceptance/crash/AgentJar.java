package dev.executionworkers.acceptance.crash;

import dev.executionworkers.acceptance.crash.hook.Gate;
import dev.executionworkers.acceptance.crash.hook.KillHook;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Packs the agent, as the JVM wants it: a jar whose manifest names the class to call. */
final class AgentJar {
  private static final List<String> CLASSES =
      List.of(Gate.class.getName(), KillHook.class.getName(), KillHook.class.getName() + "$Gated");

  private AgentJar() {}

  /** A new jar in a temporary folder, which goes when this process ends. */
  static Path make() throws IOException {
    Path jar = Files.createTempFile("kill-hook-", ".jar");
    jar.toFile().deleteOnExit();
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest
        .getMainAttributes()
        .put(new Attributes.Name("Premain-Class"), KillHook.class.getName());
    try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      for (String name : CLASSES) {
        add(out, name.replace('.', '/') + ".class");
      }
    }
    return jar;
  }

  private static void add(JarOutputStream out, String path) throws IOException {
    try (InputStream bytes = KillHook.class.getClassLoader().getResourceAsStream(path)) {
      if (bytes == null) {
        throw new IOException("there is no " + path);
      }
      out.putNextEntry(new JarEntry(path));
      bytes.transferTo(out);
      out.closeEntry();
    }
  }
}
