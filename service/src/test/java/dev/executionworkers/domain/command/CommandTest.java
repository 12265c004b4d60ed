package dev.executionworkers.domain.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandTest {
  private static final EnvironmentId ENVIRONMENT = new EnvironmentId("e1");
  private static final RepositoryRef REPOSITORY =
      new RepositoryRef(new RepositoryOwner("acme"), new RepositoryName("app"));

  @Test
  void aRepositoryIsWhatItsOwnerAndNameSay() {
    assertThat(REPOSITORY.fullName()).isEqualTo("acme/app");
    assertThat(REPOSITORY).hasToString("acme/app");
  }

  @Test
  void creatingARepositoryIsAboutTheRepository() {
    CreateRepository create = new CreateRepository(REPOSITORY, true, Optional.of("An app"), false);

    assertThat(create.operation()).isEqualTo(OperationName.CREATE_REPOSITORY);
    assertThat(create.subject()).isEqualTo("acme/app");
    assertThat(create.canonicalFields()).containsExactly("acme", "app", "true", "=An app", "false");
  }

  @Test
  void noDescriptionIsNotAnEmptyOne() {
    assertThat(new CreateRepository(REPOSITORY, true, Optional.empty(), true).canonicalFields())
        .isNotEqualTo(
            new CreateRepository(REPOSITORY, true, Optional.of(""), true).canonicalFields());
  }

  @Test
  void takesADescriptionOf350Characters() {
    assertThat(described("d".repeat(350)).description()).contains("d".repeat(350));
    assertThatThrownBy(() -> described("d".repeat(351)))
        .hasMessage("description must have at most 350 characters");
  }

  @Test
  void countsAnEmojiAsOneCharacter() {
    assertThat(described("🔑".repeat(350)).description()).contains("🔑".repeat(350));
    assertThatThrownBy(() -> described("🔑".repeat(350) + "a"))
        .hasMessage("description must have at most 350 characters");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Grün & \"quoted\" 🔑", "a  b", "<b>"})
  void takesWhatPeopleWrite(String description) {
    assertThat(described(description).description()).contains(description);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "a\tb", "a\u0000", "a\u202eb", "a\u2028b", "a\ud800"})
  void refusesDescriptionsThatGitHubRefuses(String description) {
    assertThatThrownBy(() -> described(description))
        .isInstanceOfSatisfying(
            InvalidCommandException.class,
            refusal -> assertThat(refusal.field()).isEqualTo("description"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 6})
  void takesApprovalsThatGitHubKnows(int approvals) {
    ApplyBranchProtection protect = protect(approvals);

    assertThat(protect.operation()).isEqualTo(OperationName.APPLY_BRANCH_PROTECTION);
    assertThat(protect.subject()).isEqualTo("e1");
    assertThat(protect.canonicalFields())
        .containsExactly("e1", "acme", "app", "main", Integer.toString(approvals));
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 7, Integer.MAX_VALUE})
  void refusesOtherNumbersOfApprovals(int approvals) {
    assertThatThrownBy(() -> protect(approvals))
        .hasMessage("requiredApprovals must be from 1 to 6");
  }

  @Test
  void theOthersAreAboutTheirIdAlone() {
    assertIsAbout(new ProvisionSecrets(ENVIRONMENT), OperationName.PROVISION_SECRETS, "e1");
    assertIsAbout(
        new CreateSecretBindings(ENVIRONMENT), OperationName.CREATE_SECRET_BINDINGS, "e1");
    assertIsAbout(
        new VerifyGitOpsReconciliation(ENVIRONMENT),
        OperationName.VERIFY_GITOPS_RECONCILIATION,
        "e1");
    assertIsAbout(
        new UpdateSecretBindings(new SecretId("s1")), OperationName.UPDATE_SECRET_BINDINGS, "s1");
  }

  @Test
  void aKeyIsTheCallersOrTheFingerprintWithinItsOperation() {
    Command command = new ProvisionSecrets(ENVIRONMENT);
    Fingerprint fingerprint = Fingerprint.of(command);

    assertThat(OperationKey.of(command.operation(), fingerprint, Optional.empty()))
        .isEqualTo(new OperationKey(OperationName.PROVISION_SECRETS, fingerprint.hex(), false));
    assertThat(
            OperationKey.of(
                command.operation(), fingerprint, Optional.of(new IdempotencyKey("mine"))))
        .isEqualTo(new OperationKey(OperationName.PROVISION_SECRETS, "mine", true));
  }

  @Test
  void aCallerCannotChooseAnothersFingerprintAsHisKey() {
    Fingerprint fingerprint = Fingerprint.of(new ProvisionSecrets(ENVIRONMENT));

    assertThat(
            OperationKey.of(
                OperationName.PROVISION_SECRETS,
                fingerprint,
                Optional.of(new IdempotencyKey(fingerprint.hex()))))
        .isNotEqualTo(
            OperationKey.of(OperationName.PROVISION_SECRETS, fingerprint, Optional.empty()));
  }

  @Test
  void anExecutionsIdIsItsText() {
    assertThat(new ExecutionId("019b").toString()).isEqualTo("019b");
  }

  private static void assertIsAbout(Command command, OperationName operation, String subject) {
    assertThat(command.operation()).isEqualTo(operation);
    assertThat(command.subject()).isEqualTo(subject);
    assertThat(command.canonicalFields()).isEqualTo(List.of(subject));
  }

  private static CreateRepository described(String description) {
    return new CreateRepository(REPOSITORY, true, Optional.of(description), true);
  }

  private static ApplyBranchProtection protect(int approvals) {
    return new ApplyBranchProtection(ENVIRONMENT, REPOSITORY, new BranchName("main"), approvals);
  }
}
