package dev.executionworkers.fitness;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.executionworkers.Main;
import java.net.URISyntaxException;
import java.nio.file.Path;

/** The service's own code, compiled and as source. */
final class Code {
  static final String ROOT = "dev.executionworkers";
  static final String FIXTURES = ROOT + ".fitness.fixtures";

  private Code() {}

  /** The classes that are shipped. */
  static JavaClasses main() {
    return imported(compiled(Main.class));
  }

  /** The classes of the tests, fixtures included. */
  static JavaClasses tests() {
    return imported(compiled(Code.class));
  }

  /** The classes of one fixture. */
  static JavaClasses fixture(String name) {
    Path packages = compiled(Code.class).resolve(FIXTURES.replace('.', '/'));
    return imported(packages.resolve(name));
  }

  static Path mainSources() {
    return module().resolve("src/main/java");
  }

  static Path mainResources() {
    return module().resolve("src/main/resources");
  }

  static Path launcher() {
    return module().resolve("src/main/dist");
  }

  static Path testSources() {
    return module().resolve("src/test/java");
  }

  static Path fixtureSources(String name) {
    return testSources().resolve(FIXTURES.replace('.', '/')).resolve(name);
  }

  /** An importer that cannot read the class files finds none, and every rule would hold. */
  private static JavaClasses imported(Path directory) {
    JavaClasses classes = new ClassFileImporter().importPath(directory);
    assertThat(classes).as("classes under " + directory).isNotEmpty();
    return classes;
  }

  private static Path module() {
    return compiled(Main.class).resolve("../..").normalize();
  }

  private static Path compiled(Class<?> example) {
    try {
      return Path.of(example.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
