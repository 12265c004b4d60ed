package dev.executionworkers.fitness;

import com.sun.source.tree.BindingPatternTree;
import com.sun.source.tree.CaseLabelTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ConstantCaseLabelTree;
import com.sun.source.tree.DefaultCaseLabelTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.PatternCaseLabelTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;

/**
 * A switch over a closed type of ours names every case: neither {@code default} nor a pattern that
 * takes all, so that a new case does not compile until somebody has thought about it.
 */
final class SwitchRule extends Sources.Rule {

  @Override
  public Void visitSwitch(SwitchTree tree, Void unused) {
    check(tree, tree.getExpression(), tree.getCases(), true);
    return super.visitSwitch(tree, null);
  }

  @Override
  public Void visitSwitchExpression(SwitchExpressionTree tree, Void unused) {
    check(tree, tree.getExpression(), tree.getCases(), false);
    return super.visitSwitchExpression(tree, null);
  }

  private void check(
      Tree tree, ExpressionTree selector, List<? extends CaseTree> cases, boolean statement) {
    TypeMirror type = bound(typeOf(selector));
    if (!isClosedAndOurs(type)) {
      return;
    }
    List<? extends CaseLabelTree> swallowing =
        cases.stream()
            .flatMap(it -> it.getLabels().stream())
            .filter(label -> takesAll(label, type))
            .toList();
    swallowing.forEach(label -> found(label, "takes every case of " + type));
    if (statement && swallowing.isEmpty() && isEnum(type)) {
      missing(type, cases).forEach(name -> found(tree, "forgets " + type + "." + name));
    }
  }

  private boolean takesAll(CaseLabelTree label, TypeMirror selector) {
    return switch (label) {
      case DefaultCaseLabelTree _ -> true;
      case PatternCaseLabelTree pattern
          when pattern.getPattern() instanceof BindingPatternTree binding ->
          sources().types().isSubtype(erased(selector), erased(typeOf(binding.getVariable())));
      default -> false;
    };
  }

  /** The compiler lets an old-style statement over an enum forget constants. */
  private static Set<String> missing(TypeMirror type, List<? extends CaseTree> cases) {
    Set<String> names = new HashSet<>();
    element(type).getEnclosedElements().stream()
        .filter(it -> it.getKind() == ElementKind.ENUM_CONSTANT)
        .forEach(it -> names.add(it.getSimpleName().toString()));
    cases.stream()
        .flatMap(it -> it.getLabels().stream())
        .filter(ConstantCaseLabelTree.class::isInstance)
        .map(it -> ((ConstantCaseLabelTree) it).getConstantExpression().toString())
        .forEach(name -> names.remove(name.substring(name.lastIndexOf('.') + 1)));
    return names;
  }

  private TypeMirror typeOf(Tree tree) {
    return sources().trees().getTypeMirror(new TreePath(getCurrentPath(), tree));
  }

  private TypeMirror erased(TypeMirror type) {
    return sources().types().erasure(type);
  }

  private static TypeMirror bound(TypeMirror type) {
    return type instanceof TypeVariable variable ? bound(variable.getUpperBound()) : type;
  }

  private static boolean isClosedAndOurs(TypeMirror type) {
    return type instanceof DeclaredType
        && (isEnum(type) || element(type).getModifiers().contains(Modifier.SEALED))
        && element(type).getQualifiedName().toString().startsWith(Code.ROOT + ".");
  }

  private static boolean isEnum(TypeMirror type) {
    return element(type).getKind() == ElementKind.ENUM;
  }

  private static TypeElement element(TypeMirror type) {
    Element element = ((DeclaredType) type).asElement();
    return (TypeElement) element;
  }
}
