package dev.executionworkers.adapter.in.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.adapter.in.wire.ProblemStatus;
import dev.executionworkers.adapter.in.wire.ProblemType;
import dev.executionworkers.adapter.in.wire.ServerProblem;
import dev.executionworkers.domain.outcome.DomainError;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.domain.outcome.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/errors.md} has every code there is, with its status, and no other. */
class ErrorsDocumentTest {
  private static final Path DOCUMENT = Path.of("../docs/errors.md");

  /** The codes, the status and the word on trying again. */
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| ((?:`\\w+`(?:, )?)+) \\| (\\d{3}) \\| (yes|no) \\| .+ \\| .+ \\|$");

  private static final Pattern PROBLEM =
      Pattern.compile("(?m)^\\| `(\\w+)` \\| (\\d{3}) \\| (gives up|tries again) \\|");
  private static final Pattern CODE = Pattern.compile("`(\\w+)`");
  private static final String NEVER = "## Codes that never occur";

  @Test
  void hasEveryCodeWithItsStatusAndNoOther() throws IOException {
    List<String> never = neverOccurring();
    List<String> documented =
        ROW.matcher(occurring())
            .results()
            .flatMap(row -> codes(row.group(1)).map(code -> meaning(code, row.group(2), row)))
            .toList();

    assertThat(documented)
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(
            vocabulary().entrySet().stream()
                .filter(known -> !never.contains(known.getKey()))
                .map(known -> known.getKey() + known.getValue())
                .toList());
  }

  @Test
  void saysOfEveryProblemWhatItIsToTheCaller() throws IOException {
    assertThat(
            PROBLEM
                .matcher(occurring())
                .results()
                .map(row -> row.group(1) + " " + row.group(2) + " " + row.group(3)))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Problem.values())
                .map(problem ->
                    problem.code()
                        + " "
                        + ProblemStatus.of(problem)
                        + (problem.retryable() ? " tries again" : " gives up"))
                .toList());
  }

  @Test
  void callsNeverOccurringOnlyWhatIsInTheVocabulary() throws IOException {
    assertThat(neverOccurring())
        .isNotEmpty()
        .isSubsetOf(vocabulary().keySet())
        .allMatch(code -> code.endsWith("plan_unsupported"));
  }

  private static String meaning(String code, String status, MatchResult row) {
    return code + " " + status + (row.group(3).equals("yes") ? " retryable" : " final");
  }

  /** What is said of each code. */
  private static Map<String, String> vocabulary() {
    return Stream.concat(foreign(), own())
        .collect(
            Collectors.toMap(
                ProblemType::code,
                type -> " " + type.status() + (type.retryable() ? " retryable" : " final")));
  }

  private static Stream<ProblemType> foreign() {
    return Arrays.stream(Peer.values())
        .flatMap(peer ->
            Arrays.stream(Problem.values())
                .map(problem ->
                    new ProblemType(
                        new DomainError(peer, problem, DomainError.NO_STATUS, "").code(),
                        ProblemStatus.title(problem),
                        ProblemStatus.of(problem),
                        problem.retryable())));
  }

  private static Stream<ProblemType> own() {
    return Arrays.stream(ServerProblem.values()).map(ServerProblem::type);
  }

  private static String occurring() throws IOException {
    return Files.readString(DOCUMENT).split(NEVER, 2)[0];
  }

  private static List<String> neverOccurring() throws IOException {
    return codes(Files.readString(DOCUMENT).split(NEVER, 2)[1]).toList();
  }

  private static Stream<String> codes(String text) {
    return CODE.matcher(text).results().map(found -> found.group(1));
  }
}
