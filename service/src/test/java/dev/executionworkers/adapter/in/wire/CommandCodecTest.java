package dev.executionworkers.adapter.in.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.domain.command.ApplyBranchProtection;
import dev.executionworkers.domain.command.BranchName;
import dev.executionworkers.domain.command.Command;
import dev.executionworkers.domain.command.CreateRepository;
import dev.executionworkers.domain.command.CreateSecretBindings;
import dev.executionworkers.domain.command.EnvironmentId;
import dev.executionworkers.domain.command.OperationName;
import dev.executionworkers.domain.command.ProvisionSecrets;
import dev.executionworkers.domain.command.RepositoryName;
import dev.executionworkers.domain.command.RepositoryOwner;
import dev.executionworkers.domain.command.RepositoryRef;
import dev.executionworkers.domain.command.SecretId;
import dev.executionworkers.domain.command.UpdateSecretBindings;
import dev.executionworkers.domain.command.VerifyGitOpsReconciliation;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandCodecTest {
  private final CommandCodec codec =
      new CommandCodec(
          new ProtectionDefaults(
              new RepositoryOwner("platform"), "appenv-", new BranchName("main"), 1));

  @Test
  void readsARepositoryWithAllItsFields() {
    assertThat(
            command(
                OperationName.CREATE_REPOSITORY,
                """
                {"owner":"acme","name":"Shop.api","private":false,"description":"Sells <things>",
                 "autoInit":false,"extra":{"deep":[1,2,{"x":null}]}}
                """))
        .isEqualTo(
            new CreateRepository(
                ref("acme", "Shop.api"), false, Optional.of("Sells <things>"), false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"owner\":\"acme\",\"name\":\"shop\"}",
        "{\"owner\":\"acme\",\"name\":\"shop\",\"private\":null,\"autoInit\":null}",
        "{\"owner\":\"acme\",\"name\":\"shop\",\"description\":null}",
        "{\"owner\":\"acme\",\"name\":\"shop\",\"description\":\" \"}",
      })
  void makesARepositoryPrivateWithAFirstCommitUnlessToldOtherwise(String json) {
    assertThat(command(OperationName.CREATE_REPOSITORY, json))
        .isEqualTo(new CreateRepository(ref("acme", "shop"), true, Optional.empty(), true));
  }

  @Test
  void fillsInTheDefaultsOfBranchProtection() {
    assertThat(command(OperationName.APPLY_BRANCH_PROTECTION, environment("e1")))
        .isEqualTo(
            new ApplyBranchProtection(
                new EnvironmentId("e1"), ref("platform", "appenv-e1"), new BranchName("main"), 1));
  }

  @Test
  void takesWhatTheCallerSaysOfBranchProtection() {
    assertThat(
            command(
                OperationName.APPLY_BRANCH_PROTECTION,
                """
                {"applicationEnvironmentId":"e1","owner":"acme","repository":"shop",
                 "branch":"release/1","requiredApprovals":6}
                """))
        .isEqualTo(
            new ApplyBranchProtection(
                new EnvironmentId("e1"), ref("acme", "shop"), new BranchName("release/1"), 6));
  }

  @Test
  void takesAnEmptyOptionalTextForNone() {
    assertThat(
            command(
                OperationName.APPLY_BRANCH_PROTECTION,
                """
                {"applicationEnvironmentId":"e1","owner":"","repository":"","branch":""}
                """))
        .isEqualTo(command(OperationName.APPLY_BRANCH_PROTECTION, environment("e1")));
  }

  @Test
  void readsTheDelegatedOperationsAndTheRotation() {
    EnvironmentId id = new EnvironmentId("e1");
    assertThat(command(OperationName.PROVISION_SECRETS, environment("e1")))
        .isEqualTo(new ProvisionSecrets(id));
    assertThat(command(OperationName.CREATE_SECRET_BINDINGS, environment("e1")))
        .isEqualTo(new CreateSecretBindings(id));
    assertThat(command(OperationName.VERIFY_GITOPS_RECONCILIATION, environment("e1")))
        .isEqualTo(new VerifyGitOpsReconciliation(id));
    assertThat(command(OperationName.UPDATE_SECRET_BINDINGS, "{\"secretId\":\"robot$team+ci\"}"))
        .isEqualTo(new UpdateSecretBindings(new SecretId("robot$team+ci")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | owner is required",
        "{\"owner\":\"acme\"} | name is required",
        "{\"owner\":null,\"name\":\"n\"} | owner is required",
        "{\"owner\":\"\",\"name\":\"n\"} | owner must not be empty",
        "{\"owner\":5,\"name\":\"n\"} | owner must be a string",
        "{\"owner\":[\"acme\"],\"name\":\"n\"} | owner must be a string",
        "{\"owner\":\" acme\",\"name\":\"n\"} | owner must be letters",
        "{\"owner\":\"acme\",\"name\":\"n \"} | name must be letters",
        "{\"owner\":\"acme\",\"name\":\"..\"} | name must not be",
        "{\"owner\":\"acme\",\"name\":\"x.git\"} | name must not end",
        "{\"owner\":\"acme\",\"name\":\"n\\u0000\"} | name must be letters",
        "{\"owner\":\"acme\",\"name\":\"n\",\"private\":\"true\"} | private must be true or false",
        "{\"owner\":\"acme\",\"name\":\"n\",\"private\":1} | private must be true or false",
        "{\"owner\":\"acme\",\"name\":\"n\",\"autoInit\":{}} | autoInit must be true or false",
        "{\"owner\":\"acme\",\"name\":\"n\",\"description\":7} | description must be a string",
        "{\"owner\":\"acme\",\"name\":\"n\",\"description\":\"a\\nb\"} | description must not contain",
        "{\"owner\":\"acme\",\"name\":\"n\",\"description\":\"\\ud800\"} | description must not contain",
      })
  void namesTheFieldOfARepositoryThatCannotBe(String json, String detail) {
    assertThat(refusal(OperationName.CREATE_REPOSITORY, json)).startsWith(detail);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"owner\":\"-\" | owner must be",
        "\"repository\":\"a b\" | repository must be",
        "\"branch\":\"a..b\" | branch is not",
        "\"branch\":\" main\" | branch is not",
        "\"requiredApprovals\":0 | requiredApprovals must be from 1 to 6",
        "\"requiredApprovals\":7 | requiredApprovals must be from 1 to 6",
        "\"requiredApprovals\":\"2\" | requiredApprovals must be a whole number",
        "\"requiredApprovals\":1.0 | requiredApprovals must be a whole number",
        "\"requiredApprovals\":1e0 | requiredApprovals must be a whole number",
        "\"requiredApprovals\":4294967297 | requiredApprovals must be a whole number",
        "\"requiredApprovals\":true | requiredApprovals must be a whole number",
      })
  void namesTheFieldOfAProtectionThatCannotBe(String field, String detail) {
    String json = "{\"applicationEnvironmentId\":\"e1\"," + field + "}";

    assertThat(refusal(OperationName.APPLY_BRANCH_PROTECTION, json)).startsWith(detail);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x.git", "x.WIKI"})
  void blamesTheEnvironmentForARepositoryThatOnlyItNamed(String id) {
    assertThat(refusal(OperationName.APPLY_BRANCH_PROTECTION, environment(id)))
        .startsWith("applicationEnvironmentId makes a repository name that is not allowed");
    assertThat(refusal(OperationName.APPLY_BRANCH_PROTECTION, environment("x".repeat(94))))
        .startsWith("applicationEnvironmentId makes a repository name that is not allowed");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | the body must be a JSON object",
        "null | the body must be a JSON object",
        "[] | the body must be a JSON object",
        "\"x\" | the body must be a JSON object",
        "{ | the body is not valid JSON near line 1, column",
        "{\"a\":tru} | the body is not valid JSON",
        "{'a':1} | the body is not valid JSON",
        "{\"a\":1,} | the body is not valid JSON",
        "{\"a\":NaN} | the body is not valid JSON",
        "{\"a\":1}/**/ | the body is not valid JSON",
        "{\"secretId\":\"a\"}{} | the body must be one JSON object",
        "{\"secretId\":\"a\"} x | the body is not valid JSON",
        "{\"secretId\":\"a\",\"secretId\":\"b\"} | the body must not have the same field twice",
        "{\"secretId\":\"a\",\"secretId\":null} | the body must not have the same field twice",
        "{\"secretId\":\"a\",\"secret\\u0049d\":\"b\"} | the body must not have the same field twice",
        "{\"secretId\":\"a\",\"x\":{\"y\":1,\"y\":2}} | the body must not have the same field twice",
        "{\"secretId\":\"a\",\"x\":[{\"y\":1,\"y\":2}]} | the body must not have the same field twice",
        "{\"secretId\":\"\"} | secretId must not be empty",
        "{\"secretId\":\"   \"} | secretId must not contain blanks",
        "{\"secretId\":\"a\\u0007\"} | secretId must not contain control",
        "{\"secretId\":\"a\\u202eb\"} | secretId must not contain control",
        "{\"secretId\":\"a\\ud83d\"} | secretId must not contain control",
      })
  void saysWhatIsWrongWithABody(String json, String detail) {
    assertThat(refusal(OperationName.UPDATE_SECRET_BINDINGS, json)).startsWith(detail);
  }

  @Test
  void keepsADuplicateOfNullFromBeingOverlooked() {
    assertThat(
            refusal(OperationName.UPDATE_SECRET_BINDINGS, "{\"secretId\":null,\"secretId\":\"b\"}"))
        .isEqualTo("the body must not have the same field twice");
  }

  @Test
  void refusesBytesThatAreNoUtf8() {
    byte[] overlong = {'{', '"', (byte) 0xc0, (byte) 0x80, '"', ':', '1', '}'};
    byte[] utf16 = "{\"secretId\":\"a\"}".getBytes(StandardCharsets.UTF_16);
    byte[] surrogate = {'"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"'};

    for (byte[] body : new byte[][] {overlong, utf16, surrogate}) {
      assertThat(codec.decode(OperationName.UPDATE_SECRET_BINDINGS, body))
          .isEqualTo(new Decoded.Invalid("the body is not valid UTF-8"));
    }
  }

  @Test
  void refusesNestingThatNobodyNeeds() {
    String deepest = "[".repeat(31) + "]".repeat(31);
    String tooDeep = "[".repeat(32) + "]".repeat(32);
    String bomb = "{\"x\":".repeat(100_000) + "1" + "}".repeat(100_000);

    assertThat(command(OperationName.UPDATE_SECRET_BINDINGS, secretWith(deepest))).isNotNull();
    assertThat(refusal(OperationName.UPDATE_SECRET_BINDINGS, secretWith(tooDeep)))
        .isEqualTo("the body is nested deeper than 32 levels");
    assertThat(refusal(OperationName.UPDATE_SECRET_BINDINGS, bomb))
        .isEqualTo("the body is nested deeper than 32 levels");
    assertThat(refusal(OperationName.UPDATE_SECRET_BINDINGS, "[".repeat(100_000)))
        .isEqualTo("the body must be a JSON object");
  }

  @Test
  void refusesNumbersAndNamesThatAreBombs() {
    String digits = "{\"secretId\":\"a\",\"x\":" + "9".repeat(50_000) + "}";

    assertThat(refusal(OperationName.UPDATE_SECRET_BINDINGS, digits))
        .startsWith("the body is not valid JSON");
  }

  @Property(tries = 2_000)
  void neverFailsOnBytes(@ForAll byte[] body, @ForAll OperationName operation) {
    assertThat(codec.decode(operation, body)).isInstanceOf(Decoded.Invalid.class);
  }

  @Property(tries = 3_000)
  void neverFailsOnJsonAndNeverQuotesIt(
      @ForAll("fields") String json, @ForAll OperationName operation) {
    Decoded decoded = codec.decode(operation, json.getBytes(StandardCharsets.UTF_8));

    if (decoded instanceof Decoded.Invalid(String detail)) {
      assertThat(detail).isNotBlank().hasSizeLessThan(200).doesNotContain("canary");
    }
  }

  @Provide
  Arbitrary<String> fields() {
    Arbitrary<String> names =
        Arbitraries.of(
            "owner",
            "name",
            "private",
            "description",
            "autoInit",
            "applicationEnvironmentId",
            "repository",
            "branch",
            "requiredApprovals",
            "secretId",
            "other");
    Arbitrary<String> texts =
        Arbitraries.strings()
            .ofMaxLength(5)
            .map(text -> text.replace("\"", "").replace("\\", ""))
            .map(text -> "\"" + text + "canary\"");
    Arbitrary<String> values =
        Arbitraries.oneOf(
            texts,
            Arbitraries.of(
                "null",
                "true",
                "0",
                "3",
                "-1",
                "1.5",
                "{}",
                "[1]",
                "{\"canary\":[]}",
                "\"\\ud800canary\"",
                "\"\\u0000canary\"",
                "canary",
                "\"canary"));
    return net.jqwik.api.Combinators.combine(names, values)
        .as((name, value) -> "\"" + name + "\":" + value)
        .list()
        .ofMaxSize(5)
        .map(fields -> "{" + String.join(",", fields) + "}");
  }

  private Command command(OperationName operation, String json) {
    return switch (codec.decode(operation, json.getBytes(StandardCharsets.UTF_8))) {
      case Decoded.Valid(Command command) -> command;
      case Decoded.Invalid(String detail) -> throw new AssertionError(detail);
    };
  }

  private String refusal(OperationName operation, String json) {
    return switch (codec.decode(operation, json.getBytes(StandardCharsets.UTF_8))) {
      case Decoded.Valid(Command command) -> throw new AssertionError(command);
      case Decoded.Invalid(String detail) -> detail;
    };
  }

  private static String environment(String id) {
    return "{\"applicationEnvironmentId\":\"" + id + "\"}";
  }

  private static String secretWith(String other) {
    return "{\"secretId\":\"a\",\"other\":" + other + "}";
  }

  private static RepositoryRef ref(String owner, String name) {
    return new RepositoryRef(new RepositoryOwner(owner), new RepositoryName(name));
  }
}
