package dev.executionworkers.fitness;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import java.util.regex.Pattern;

/** A word that no type, method, field, variable or text of the service may contain. */
final class VocabularyRule extends Sources.Rule {
  private final Pattern word;

  VocabularyRule(Pattern word) {
    this.word = word;
  }

  @Override
  public Void visitClass(ClassTree tree, Void unused) {
    check(tree, tree.getSimpleName());
    return super.visitClass(tree, null);
  }

  @Override
  public Void visitMethod(MethodTree tree, Void unused) {
    check(tree, tree.getName());
    return super.visitMethod(tree, null);
  }

  @Override
  public Void visitVariable(VariableTree tree, Void unused) {
    check(tree, tree.getName());
    return super.visitVariable(tree, null);
  }

  @Override
  public Void visitIdentifier(IdentifierTree tree, Void unused) {
    check(tree, tree.getName());
    return super.visitIdentifier(tree, null);
  }

  @Override
  public Void visitLiteral(LiteralTree tree, Void unused) {
    if (tree.getValue() instanceof String text) {
      check(tree, text);
    }
    return super.visitLiteral(tree, null);
  }

  private void check(Tree tree, CharSequence text) {
    if (word.matcher(text).find()) {
      found(tree, "says " + text);
    }
  }
}
