package dev.executionworkers.fitness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The documents lead to each other, and no link leads nowhere. */
class LinksTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");

  @Test
  void everyLinkLeadsSomewhere() {
    List<Path> documents = documents();

    assertThat(documents).hasSizeGreaterThan(10);
    assertThat(documents.stream().flatMap(LinksTest::broken)).isEmpty();
  }

  @Test
  void aLinkThatLeadsNowhereIsCaught() {
    Path here = ROOT.resolve("README.md");

    assertThat(leads(here, "docs/nowhere.md")).isFalse();
    assertThat(leads(here, "docs/errors.md#nothing")).isFalse();
    assertThat(leads(here, "docs/errors.md#how-to-read-a-code")).isTrue();
  }

  private static List<Path> documents() {
    return Stream.concat(
            Sources.filesUnder(ROOT.resolve("docs"), ".md").stream(),
            Stream.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md").map(ROOT::resolve))
        .toList();
  }

  private static Stream<String> broken(Path document) {
    return LINK.matcher(text(document))
        .results()
        .map(link -> link.group(1))
        .filter(target -> !target.contains("://") && !leads(document, target))
        .map(target -> document.getFileName() + " -> " + target);
  }

  private static boolean leads(Path from, String target) {
    String[] parts = target.split("#", 2);
    Path file = parts[0].isEmpty() ? from : from.resolveSibling(parts[0]);
    return Files.isRegularFile(file) && (parts.length == 1 || hasHeading(file, parts[1]));
  }

  private static boolean hasHeading(Path file, String anchor) {
    return HEADING
        .matcher(text(file))
        .results()
        .map(heading -> anchorOf(heading.group(1)))
        .anyMatch(anchor::equals);
  }

  /** As GitHub makes anchors of headings. */
  private static String anchorOf(String heading) {
    return heading.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-');
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
