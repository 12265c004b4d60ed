package dev.executionworkers.adapter.in.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.domain.command.OperationName;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoutesTest {

  @ParameterizedTest
  @CsvSource({
    "CREATE_REPOSITORY, /github/repos",
    "APPLY_BRANCH_PROTECTION, /appenv/branch-protection",
    "PROVISION_SECRETS, /appenv/secrets",
    "CREATE_SECRET_BINDINGS, /appenv/secret-bindings",
    "VERIFY_GITOPS_RECONCILIATION, /appenv/gitops-verify",
    "UPDATE_SECRET_BINDINGS, /secrets/bindings/update"
  })
  void everyOperationIsAtItsDocumentedPath(OperationName operation, String path) {
    assertThat(Routes.path(operation)).isEqualTo(path);
  }

  @ParameterizedTest
  @EnumSource
  void everyOperationHasARouteOfItsOwn(OperationName operation) {
    assertThat(Routes.at(Routes.path(operation))).isEqualTo(new Routes.Operation(operation));
    assertThat(Arrays.stream(OperationName.values()).map(Routes::path)).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://host:8082/appenv/secrets", "http://host/appenv/secrets"})
  void takesTheWholeUriThatAProxySends(String target) {
    assertThat(Routes.at(target)).isEqualTo(new Routes.Operation(OperationName.PROVISION_SECRETS));
  }

  @ParameterizedTest
  @CsvSource({
    "/operations, /operations",
    "/operations/0196a2b4-0000-7000-8000-000000000001, /operations/{id}",
    "/operations/nobody, /operations/{id}",
    "/operations/1/retry, /operations/{id}/retry",
    "/operations/1/abandon, /operations/{id}/abandon",
    "/operations/, other",
    "/operations/1/, other",
    "/operations/1/RETRY, other",
    "/operations/1/delete, other",
    "/operations/1/retry/2, other",
    "/operations/%41, other"
  })
  void theLedgersRoutesAreAClosedSet(String path, String template) {
    assertThat(Routes.at(path).template()).isEqualTo(template);
  }

  @Test
  void everythingElseIsOneRoute() {
    assertThat(Routes.at("/nothing").template()).isEqualTo("other");
    assertThat(Routes.at("/github/repos/").template()).isEqualTo("other");
    assertThat(Routes.at("http://").template()).isEqualTo("other");
    assertThat(Routes.at("/healthz").template()).isEqualTo("/healthz");
  }
}
