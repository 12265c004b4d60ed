package dev.executionworkers.fitness;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.TreePath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only the sources show. */
class SourceRulesTest {
  private static final Sources MAIN = Sources.under(Code.mainSources());

  @Test
  void noSwitchOverAClosedTypeTakesWhatItDoesNotName() {
    assertThat(MAIN.findings(new SwitchRule())).isEmpty();
  }

  @Test
  void everyWayToTakeAllIsCaught() {
    assertThat(fixture("switches").findings(new SwitchRule()))
        .containsExactlyInAnyOrderElementsOf(expected("switches"));
  }

  @Test
  void nothingHasOutgrownItsIdea() {
    assertThat(MAIN.findings(new SizeRule())).isEmpty();
  }

  @Test
  void whatIsTooBigOrCalledNothingIsCaught() {
    assertThat(fixture("sizes").findings(new SizeRule()))
        .containsExactlyInAnyOrderElementsOf(expected("sizes"));
  }

  @Test
  void aFileIsTooLongFromTheFirstLineOverTheLimit(@TempDir Path directory) throws IOException {
    String full = "interface Full {\n" + "\n".repeat(SizeRule.MAX_FILE_LINES - 2) + "}\n";
    Files.writeString(directory.resolve("Full.java"), full);
    Files.writeString(directory.resolve("Over.java"), "\n" + full.replace("Full", "Over"));

    assertThat(Sources.under(directory).findings(new SizeRule()))
        .singleElement()
        .asString()
        .startsWith("Over.java");
  }

  @Test
  void everyPackageSaysWhatItIsAndThatNothingInItIsNull() {
    assertThat(packagesWithoutInfo(MAIN)).isEmpty();
  }

  @Test
  void aPackageThatSaysNothingIsCaught() {
    assertThat(packagesWithoutInfo(fixture("packages")))
        .containsExactlyInAnyOrder(
            Code.FIXTURES + ".packages.nullable",
            Code.FIXTURES + ".packages.silent",
            Code.FIXTURES + ".packages.unannounced");
  }

  private static List<String> packagesWithoutInfo(Sources sources) {
    return sources
        .packages()
        .filter(name ->
            sources.units().stream()
                .noneMatch(unit -> Sources.packageName(unit).equals(name) && isInfo(sources, unit)))
        .toList();
  }

  private static boolean isInfo(Sources sources, CompilationUnitTree unit) {
    return Sources.fileName(unit).equals("package-info.java")
        && unit.getPackageAnnotations().stream()
            .anyMatch(it -> it.getAnnotationType().toString().equals("NullMarked"))
        && comment(sources, unit).filter(text -> !text.isBlank()).isPresent();
  }

  private static Optional<String> comment(Sources sources, CompilationUnitTree unit) {
    return Optional.ofNullable(
        sources.trees().getDocComment(new TreePath(new TreePath(unit), unit.getPackage())));
  }

  private static Sources fixture(String name) {
    return Sources.under(Code.fixtureSources(name));
  }

  /** The lines of a fixture that say what is wrong with them. */
  private static List<String> expected(String name) {
    return Sources.filesUnder(Code.fixtureSources(name), ".java").stream()
        .flatMap(SourceRulesTest::expectedIn)
        .toList();
  }

  private static Stream<String> expectedIn(Path file) {
    try {
      List<String> lines = Files.readAllLines(file);
      return Stream.iterate(0, line -> line < lines.size(), line -> line + 1)
          .filter(line -> lines.get(line).contains("// wrong: "))
          .map(line ->
              file.getFileName()
                  + ":"
                  + (line + 2)
                  + " "
                  + lines.get(line).substring(lines.get(line).indexOf("// wrong: ") + 10));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
