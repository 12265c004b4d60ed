package dev.executionworkers.domain.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FingerprintTest {
  private static final RepositoryRef REPOSITORY = repository("acme", "app");
  private static final EnvironmentId ENVIRONMENT = new EnvironmentId("e1");

  /** A journal outlives a release: a fingerprint must mean the same to the next one. */
  @ParameterizedTest
  @CsvSource({
    "CREATE_REPOSITORY, 7c482bcedf58b0debb41725996a75ea40cc944214c278153323f2575bd4f718d",
    "APPLY_BRANCH_PROTECTION, 31deacacef8bf44e60c76a7ff51e0cc4915db2f2f85d4c5a3a85f9674cf607c4",
    "PROVISION_SECRETS, 8ab2be302884aa7c70fe0a573c2f5b69050beb8c308290c97b3955cd7feafd09",
    "CREATE_SECRET_BINDINGS, 17a4928991fe665bb21331d64be4dcc20128a13ba8f4008d7189c3dc8829d62e",
    "VERIFY_GITOPS_RECONCILIATION, 73ad9aced31a3ddc65ff2aba8b8badb6dc0b9a79a407196b932de7ad9fec5eef",
    "UPDATE_SECRET_BINDINGS, 1533b416ed7f5134c4d1b755cf10ed6846eef06307d5bc158884178f8550ac44"
  })
  void isTheSameInEveryRelease(OperationName operation, String hex) {
    Command command =
        Stream.of(
                new CreateRepository(REPOSITORY, true, Optional.of("An app"), true),
                new ApplyBranchProtection(ENVIRONMENT, REPOSITORY, new BranchName("main"), 1),
                new ProvisionSecrets(ENVIRONMENT),
                new CreateSecretBindings(ENVIRONMENT),
                new VerifyGitOpsReconciliation(ENVIRONMENT),
                new UpdateSecretBindings(new SecretId("s1")))
            .filter(it -> it.operation() == operation)
            .findFirst()
            .orElseThrow();

    assertThat(Fingerprint.of(command).hex()).isEqualTo(hex);
    assertThat(Fingerprint.of(command)).hasToString(hex);
  }

  @Test
  void differsByOperation() {
    assertThat(
            Stream.of(
                    new ProvisionSecrets(ENVIRONMENT),
                    new CreateSecretBindings(ENVIRONMENT),
                    new VerifyGitOpsReconciliation(ENVIRONMENT),
                    new UpdateSecretBindings(new SecretId("e1")))
                .map(Fingerprint::of))
        .doesNotHaveDuplicates();
  }

  @Test
  void differsByEveryField() {
    assertThat(
            Stream.of(
                    new CreateRepository(REPOSITORY, true, Optional.empty(), true),
                    new CreateRepository(REPOSITORY, false, Optional.empty(), true),
                    new CreateRepository(REPOSITORY, true, Optional.empty(), false),
                    new CreateRepository(REPOSITORY, true, Optional.of(""), true),
                    new CreateRepository(REPOSITORY, true, Optional.of("true"), true),
                    new CreateRepository(repository("acme", "app2"), true, Optional.empty(), true),
                    new CreateRepository(repository("acme2", "app"), true, Optional.empty(), true))
                .map(Fingerprint::of))
        .doesNotHaveDuplicates();
  }

  /** {@code ab + c} and {@code a + bc} are different things. */
  @Test
  void fieldsNeverRunIntoOneAnother() {
    Random random = new Random(7);
    Map<Fingerprint, List<String>> seen = new HashMap<>();
    for (int round = 0; round < 20_000; round++) {
      Command command =
          new CreateRepository(
              repository(word(random), word(random)),
              random.nextBoolean(),
              random.nextBoolean() ? Optional.of(word(random)) : Optional.empty(),
              random.nextBoolean());
      List<String> fields = command.canonicalFields();

      assertThat(seen.putIfAbsent(Fingerprint.of(command), fields)).isIn(null, fields);
    }
    assertThat(seen).hasSizeGreaterThan(1000);
  }

  /** Few letters and short words, so that equal concatenations are common. */
  private static String word(Random random) {
    StringBuilder word = new StringBuilder();
    int length = 1 + random.nextInt(3);
    while (word.length() < length) {
      word.append("ab".charAt(random.nextInt(2)));
    }
    return word.toString();
  }

  private static RepositoryRef repository(String owner, String name) {
    return new RepositoryRef(new RepositoryOwner(owner), new RepositoryName(name));
  }
}
