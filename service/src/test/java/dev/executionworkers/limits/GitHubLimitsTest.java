package dev.executionworkers.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.domain.command.ApplyBranchProtection;
import dev.executionworkers.domain.command.CreateRepository;
import dev.executionworkers.port.in.Answer;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class GitHubLimitsTest {

  @Test
  void demandFarAboveTheLimitUsesItUpAndBreaksNone() {
    try (Rush rush = new Rush().want("platform", 560)) {
      Report report = rush.report();

      assertThat(report.violations()).isEmpty();
      assertThat(report.writesSideBySide()).isZero();
      assertThat(report.creations()).isEqualTo(560);
      assertThat(report.repositories()).isEqualTo(560);
      assertThat(report.use()).isGreaterThan(0.95);
    }
  }

  @Test
  void whoWantsOneIsNotKeptByWhoWantsTwoHundred() {
    try (Rush rush = new Rush().want("many", 200)) {
      Report report = rush.want("few", 1).report();

      assertThat(report.after("few")).isLessThan(Duration.ofSeconds(15));
      assertThat(report.after("many")).isGreaterThan(Duration.ofSeconds(200));
      assertThat(report.violations()).isEmpty();
      assertThat(report.creations()).isEqualTo(201);
    }
  }

  @Test
  void whoHasARepositoryIsNotKeptByThoseWhoHaveNone() {
    try (Rush rush = new Rush().want("platform", 150)) {
      Report report = rush.wantProtected("platform", 3).report();

      assertThat(report.after(ApplyBranchProtection.class)).isLessThan(Duration.ofSeconds(20));
      assertThat(report.after(CreateRepository.class)).isGreaterThan(Duration.ofSeconds(150));
      assertThat(report.violations()).isEmpty();
      assertThat(report.creations()).isEqualTo(150);
    }
  }

  @Test
  void eachInstallationOfAnAppHasLimitsOfItsOwn() {
    try (Rush rush = Rush.ofApp().want("one", 60)) {
      Report report = rush.want("other", 60).report();

      assertThat(report.after("one")).isLessThan(Duration.ofSeconds(95));
      assertThat(report.after("other")).isLessThan(Duration.ofSeconds(95));
      assertThat(report.violations()).isEmpty();
      assertThat(report.writesSideBySide()).isZero();
      assertThat(report.creations()).isEqualTo(120);
    }
  }

  @Test
  void whoeverWaitsIsToldAtHisDeadlineWhenItWillBeHisTurnAndKeepsHisPlace() {
    try (Rush rush = new Rush().want("platform", 40)) {
      // By then everybody has looked, and stands in line.
      rush.pass(Duration.ofSeconds(2));
      Answer answer = rush.askOnce("platform", 1_000);
      Instant told = rush.now();

      assertThat(answer)
          .isInstanceOfSatisfying(
              Answer.Failed.class,
              failed -> {
                assertThat(failed.failure().error().code()).isEqualTo("git_rate_limited");
                assertThat(failed.failure().retryAt())
                    .hasValueSatisfying(at -> assertThat(at).isBetween(told, told.plusSeconds(60)));
              });
      assertThat(rush.report().creations()).isEqualTo(41);
    }
  }
}
