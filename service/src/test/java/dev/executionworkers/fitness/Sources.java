package dev.executionworkers.fitness;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.lang.model.util.Types;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/** Java sources as the compiler understands them: parsed, with the type of every expression. */
final class Sources {
  private final List<CompilationUnitTree> units;
  private final Trees trees;
  private final Types types;

  private Sources(List<CompilationUnitTree> units, JavacTask task) {
    this.units = units;
    this.trees = Trees.instance(task);
    this.types = task.getTypes();
  }

  /** The sources below a directory, which must have some and compile. */
  static Sources under(Path directory) {
    List<Path> files = filesUnder(directory, ".java");
    assertThat(files).as("sources under " + directory).isNotEmpty();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    var diagnostics = new DiagnosticCollector<JavaFileObject>();
    try (var manager = compiler.getStandardFileManager(diagnostics, null, null)) {
      var options = List.of("-proc:none", "-Xlint:none", "-cp", classPath());
      var inputs = manager.getJavaFileObjectsFromPaths(files);
      var task = (JavacTask) compiler.getTask(null, manager, diagnostics, options, null, inputs);
      List<CompilationUnitTree> units = new ArrayList<>();
      task.parse().forEach(units::add);
      task.analyze();
      assertThat(diagnostics.getDiagnostics()).as("what the compiler says").isEmpty();
      return new Sources(units, task);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Path> filesUnder(Path directory, String ending) {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> file.toString().endsWith(ending))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  List<CompilationUnitTree> units() {
    return units;
  }

  Trees trees() {
    return trees;
  }

  Types types() {
    return types;
  }

  /** What the rule finds, file by file. */
  List<String> findings(Rule rule) {
    List<String> findings = new ArrayList<>();
    for (CompilationUnitTree unit : units) {
      rule.begin(this, unit, findings);
      rule.scan(unit, null);
    }
    return findings;
  }

  /** {@code File.java:12}. */
  String place(CompilationUnitTree unit, Tree tree) {
    return fileName(unit)
        + ":"
        + line(unit, trees.getSourcePositions().getStartPosition(unit, tree));
  }

  static String fileName(CompilationUnitTree unit) {
    return Path.of(unit.getSourceFile().toUri()).getFileName().toString();
  }

  static String text(CompilationUnitTree unit) {
    try {
      return unit.getSourceFile().getCharContent(false).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many lines a tree takes. */
  long lines(CompilationUnitTree unit, Tree tree) {
    long first = line(unit, trees.getSourcePositions().getStartPosition(unit, tree));
    long last = line(unit, trees.getSourcePositions().getEndPosition(unit, tree));
    return last - first + 1;
  }

  private static long line(CompilationUnitTree unit, long position) {
    return unit.getLineMap().getLineNumber(position);
  }

  /** The packages that have sources here. */
  Stream<String> packages() {
    return units.stream().map(Sources::packageName).distinct();
  }

  static String packageName(CompilationUnitTree unit) {
    return unit.getPackageName() == null ? "" : unit.getPackageName().toString();
  }

  /** Something to look for in sources. */
  abstract static class Rule extends TreePathScanner<Void, Void> {
    private Sources sources;
    private CompilationUnitTree unit;
    private List<String> findings;

    private void begin(Sources all, CompilationUnitTree file, List<String> found) {
      sources = all;
      unit = file;
      findings = found;
    }

    final Sources sources() {
      return sources;
    }

    final CompilationUnitTree unit() {
      return unit;
    }

    final void found(Tree tree, String what) {
      findings.add(sources.place(unit, tree) + " " + what);
    }
  }
}
