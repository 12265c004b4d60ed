package dev.executionworkers.fitness;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import java.util.regex.Pattern;

/** How much one may put into one file, method or constructor, and what a type is not called. */
final class SizeRule extends Sources.Rule {
  /** The house's measures are about 300 and 30: nothing is torn apart for a few lines more. */
  static final int MAX_FILE_LINES = 320;

  static final int MAX_METHOD_LINES = 35;

  static final int MAX_CONSTRUCTOR_PARAMETERS = 6;
  private static final Pattern EMPTY_NAME = Pattern.compile(".*(Manager|Helper|Utils?|Impl)");

  @Override
  public Void visitCompilationUnit(CompilationUnitTree tree, Void unused) {
    long lines = Sources.text(unit()).lines().count();
    if (lines > MAX_FILE_LINES) {
      found(tree, "is a file of " + lines + " lines");
    }
    return super.visitCompilationUnit(tree, null);
  }

  @Override
  public Void visitClass(ClassTree tree, Void unused) {
    if (EMPTY_NAME.matcher(tree.getSimpleName()).matches()) {
      found(tree, tree.getSimpleName() + " is a name that says nothing");
    }
    return super.visitClass(tree, null);
  }

  @Override
  public Void visitMethod(MethodTree tree, Void unused) {
    long lines = tree.getBody() == null ? 0 : sources().lines(unit(), tree.getBody());
    if (lines > MAX_METHOD_LINES) {
      found(tree, tree.getName() + " is a method of " + lines + " lines");
    }
    int parameters = tree.getParameters().size();
    if (isConstructor(tree) && !isInRecord() && parameters > MAX_CONSTRUCTOR_PARAMETERS) {
      found(tree, "is a constructor with " + parameters + " parameters");
    }
    return super.visitMethod(tree, null);
  }

  private static boolean isConstructor(MethodTree tree) {
    return tree.getName().contentEquals("<init>");
  }

  /** The components of a record are named where they are used. */
  private boolean isInRecord() {
    return getCurrentPath().getParentPath().getLeaf().getKind() == Tree.Kind.RECORD;
  }
}
