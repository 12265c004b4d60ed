package dev.executionworkers.fitness;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.domain.command.SecretId;
import dev.executionworkers.port.out.BindingPropagator.BindingUpdate;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A secret is seen in clear by nobody but the adapter that needs its bytes. */
class SecretsTest {
  private static final String FIXTURE = Code.FIXTURES + ".secrets";
  private static final Pattern SECRET_NAME =
      Pattern.compile("(?i).*(token|password|passphrase|private_?key|credential|secret)");

  @Test
  void onlyAdaptersRevealSecrets() {
    revealedOnlyIn(Code.ROOT + ".adapter.").check(Code.main());
  }

  @Test
  void revealingElsewhereIsCaught() {
    assertThat(caught(revealedOnlyIn(FIXTURE + ".adapter.")))
        .containsExactly("RevealsByReference", "RevealsInTheOpen");
  }

  @Test
  void noTextOfAnObjectRevealsASecret() {
    notRevealedByToString().check(Code.main());
  }

  @Test
  void aTextThatRevealsIsCaught() {
    assertThat(caught(notRevealedByToString())).containsExactly("RevealsInItsText");
  }

  @Test
  void whatIsNamedLikeASecretIsOne() {
    secretsHaveTheirType().check(Code.main());
  }

  @Test
  void aSecretKeptAsTextIsCaught() {
    assertThat(caught(secretsHaveTheirType())).containsExactly("KeepsItAsText");
  }

  @Test
  void aRecordWithASecretPrintsItRedacted() {
    assertThat(new BindingUpdate(new SecretId("ci"), Secret.of("hunter2"), "robot$ci", 1))
        .hasToString("BindingUpdate[secret=ci, token=[redacted], username=robot$ci, generation=1]");
  }

  private static ArchRule revealedOnlyIn(String packages) {
    return classes()
        .should(
            never(
                "reveal a secret outside of " + packages,
                user -> !user.getName().startsWith(packages) && reveals(user)));
  }

  private static ArchRule notRevealedByToString() {
    return classes()
        .should(
            never(
                "reveal a secret in their text",
                user ->
                    user.getMethods().stream()
                        .filter(method -> method.getName().equals("toString"))
                        .flatMap(method -> method.getAccessesFromSelf().stream())
                        .anyMatch(SecretsTest::isReveal)));
  }

  private static ArchRule secretsHaveTheirType() {
    return classes()
        .should(
            never(
                "keep a secret as text",
                user -> user.getFields().stream().anyMatch(SecretsTest::isSecretAsText)));
  }

  private static boolean isSecretAsText(JavaField field) {
    return SECRET_NAME.matcher(field.getName()).matches()
        && List.of("java.lang.String", "byte[]", "char[]").contains(field.getRawType().getName());
  }

  private static boolean reveals(JavaClass user) {
    return user.getAccessesFromSelf().stream().anyMatch(SecretsTest::isReveal);
  }

  private static boolean isReveal(JavaAccess<?> access) {
    return access.getTargetOwner().isEquivalentTo(Secret.class)
        && access.getName().equals("reveal");
  }

  private static ArchCondition<JavaClass> never(String what, Predicate<JavaClass> does) {
    return new ArchCondition<>("never " + what) {
      @Override
      public void check(JavaClass user, ConditionEvents events) {
        if (does.test(user)) {
          events.add(SimpleConditionEvent.violated(user, user.getSimpleName()));
        }
      }
    };
  }

  private static List<String> caught(ArchRule rule) {
    JavaClasses fixture = Code.fixture("secrets");
    return rule.evaluate(fixture).getFailureReport().getDetails().stream().sorted().toList();
  }
}
