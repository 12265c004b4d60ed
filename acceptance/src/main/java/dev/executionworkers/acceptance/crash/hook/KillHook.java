package dev.executionworkers.acceptance.crash.hook;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_String;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.AccessFlag;
import java.security.ProtectionDomain;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A Java agent that stands at every transition of the service's journal: before and after each call
 * that changes it. Whoever passes tells {@link Gate} where he is and waits to be let on.
 *
 * <p>The service knows nothing of it; its classes are changed as they are loaded.
 */
public final class KillHook implements ClassFileTransformer {
  private static final Set<String> JOURNALS =
      Set.of(
          "dev/executionworkers/adapter/out/journal/sqlite/SqliteJournal",
          "dev/executionworkers/adapter/out/journal/postgres/PostgresJournal");

  /** The calls that change what the journal remembers, but for the renewal of a lease. */
  private static final Set<String> TRANSITIONS =
      Set.of("claim", "record", "request", "seal", "finish", "release", "lookAfter", "lookedAfter");

  private static final ClassDesc GATE = ClassDesc.of(Gate.class.getName());
  private static final MethodTypeDesc BEFORE =
      MethodTypeDesc.of(CD_void, CD_String, CD_Object, CD_Object);
  private static final MethodTypeDesc AFTER =
      MethodTypeDesc.of(CD_void, CD_Object, CD_String, CD_Object, CD_Object);

  /**
   * Called by the JVM before {@code main}.
   *
   * @param port of this machine, on which the test listens
   */
  public static void premain(String port, Instrumentation instrumentation) {
    Gate.open(Integer.parseInt(port));
    instrumentation.addTransformer(new KillHook());
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      String name,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] bytes) {
    return JOURNALS.contains(name) ? withGates(bytes) : null;
  }

  private static byte[] withGates(byte[] bytes) {
    ClassFile file = ClassFile.of();
    return file.transformClass(
        file.parse(bytes),
        ClassTransform.transformingMethods(
            KillHook::isTransition,
            (method, element) -> {
              if (element instanceof CodeModel code) {
                MethodModel model = code.parent().orElseThrow();
                method.transformCode(code, new Gated(model));
              } else {
                method.with(element);
              }
            }));
  }

  private static boolean isTransition(MethodModel method) {
    return TRANSITIONS.contains(method.methodName().stringValue())
        && method.flags().has(AccessFlag.PUBLIC)
        && !method.flags().has(AccessFlag.SYNTHETIC);
  }

  /** A method with a gate at its start and one before each of its normal ends. */
  private record Gated(MethodModel method) implements CodeTransform {

    @Override
    public void atStart(CodeBuilder code) {
      arguments(code.ldc(name())).invokestatic(GATE, "before", BEFORE);
    }

    @Override
    public void accept(CodeBuilder code, CodeElement element) {
      if (element instanceof ReturnInstruction end) {
        CodeBuilder result = end.typeKind() == TypeKind.REFERENCE ? code.dup() : code.aconst_null();
        arguments(result.ldc(name())).invokestatic(GATE, "after", AFTER);
      }
      code.with(element);
    }

    private String name() {
      return method.methodName().stringValue();
    }

    /** The first two arguments, which are never primitive. */
    private CodeBuilder arguments(CodeBuilder code) {
      code.aload(code.parameterSlot(0));
      return method.methodTypeSymbol().parameterCount() > 1
          ? code.aload(code.parameterSlot(1))
          : code.aconst_null();
    }
  }
}
