package dev.executionworkers.fitness;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMember;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/flow.md} names nothing that is not there. */
class FlowDocumentTest {
  private static final Path DOCUMENT = Path.of("../docs/flow.md");
  private static final Pattern FILE = Pattern.compile("[A-Za-z/]+\\.java");

  /**
   * {@code `Type`} or {@code `Type.member`}; settings and methods of HTTP have no small letters.
   */
  private static final Pattern TYPE =
      Pattern.compile("`(?=[A-Z_.]*[a-z])([A-Z]\\w*)(?:\\.(?!java`)(\\w+))?`");

  private static final List<JavaClass> CLASSES =
      Stream.of(Code.main(), Code.tests()).flatMap(classes -> classes.stream()).toList();

  @Test
  void everyFileThatItNamesIsThere() throws IOException {
    Path root = Code.mainSources().resolve(Code.ROOT.replace('.', '/'));

    assertThat(FILE.matcher(Files.readString(DOCUMENT)).results().map(MatchResult::group))
        .hasSizeGreaterThan(15)
        .allSatisfy(name -> assertThat(root.resolve(name)).isRegularFile());
  }

  @Test
  void everyTypeAndMemberThatItNamesIsThere() throws IOException {
    List<MatchResult> named = TYPE.matcher(Files.readString(DOCUMENT)).results().toList();

    assertThat(named).hasSizeGreaterThan(60);
    assertThat(named.stream().filter(name -> !isThere(name)).map(MatchResult::group)).isEmpty();
  }

  @Test
  void aNameThatIsNotThereIsCaught() {
    assertThat(TYPE.matcher("`Pipeline.fly` `Pipelines` `Pipeline.execute` `Pipeline`").results())
        .map(FlowDocumentTest::isThere)
        .containsExactly(false, false, true, true);
  }

  private static boolean isThere(MatchResult named) {
    return CLASSES.stream()
        .filter(type -> type.getSimpleName().equals(named.group(1)))
        .anyMatch(type -> named.group(2) == null || has(type, named.group(2)));
  }

  private static boolean has(JavaClass type, String member) {
    return type.getMembers().stream().map(JavaMember::getName).anyMatch(member::equals)
        || CLASSES.stream()
            .filter(nested -> nested.getSimpleName().equals(member))
            .anyMatch(nested -> nested.getEnclosingClass().filter(type::equals).isPresent());
  }
}
