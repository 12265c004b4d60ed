package dev.executionworkers.domain.command;

import static dev.executionworkers.domain.command.Refusals.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Owners, repositories and branches, as GitHub and git have them. */
class GitHubNamesTest {
  @ParameterizedTest
  @ValueSource(strings = {"a", "A", "0", "octo-org", "a-b-c", "Octo1"})
  void takesOwnersThatGitHubHas(String value) {
    assertThat(new RepositoryOwner(value).value()).isEqualTo(value);
    assertThat(new RepositoryOwner(value)).hasToString(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-a",
        "a-",
        "a--b",
        "-",
        "a.b",
        "a_b",
        "a b",
        "a/b",
        "..",
        "a\n",
        "\na",
        "ä",
        "a\u0000",
        "a%2fb",
        "a?b",
        "a#b",
        "\u0430cme"
      })
  void refusesOwnersThatGitHubCannotHave(String value) {
    assertThat(refusal(RepositoryOwner::new, value).field()).isEqualTo("owner");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "App",
        "app-1",
        "app_1",
        "app.1",
        ".github",
        "-",
        "_",
        "a.",
        "...",
        "a..b",
        "git",
        "x.gits",
        "wiki",
        ".gitignore",
        "dotgit"
      })
  void takesRepositoryNamesThatGitHubKeepsAsTheyAre(String value) {
    assertThat(new RepositoryName(value).value()).isEqualTo(value);
    assertThat(new RepositoryName(value)).hasToString(value);
    assertThat(RepositoryName.named("repository", value)).isEqualTo(new RepositoryName(value));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "a.git",
        "A.GIT",
        ".git",
        "a.Git",
        "a.wiki",
        "A.WIKI",
        "a b",
        "a/b",
        "a\\b",
        "grün",
        "a\n",
        "a\r\n",
        "a\u202e",
        "a\u0000b",
        "a+b",
        "a%20b",
        "a?b",
        "a#b",
        "a:b",
        "a@b",
        "a~b",
        "名"
      })
  void refusesRepositoryNamesThatGitHubRefusesRewritesOrRoutesElsewhere(String value) {
    assertThat(refusal(RepositoryName::new, value).field()).isEqualTo("name");
    assertThat(refusal(text -> RepositoryName.named("repository", text), value).field())
        .isEqualTo("repository");
  }

  /** From the rules of {@code git check-ref-format}, one by one, and the wildcards of GitHub. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "main",
        "release/1.2",
        "feature/a-b_c",
        "a/b/c/d",
        "grün",
        "a.b",
        "a@b",
        "@a",
        "a-",
        "a.locks",
        "lock",
        "名",
        "a{b",
        "a}b",
        "a#b",
        "a!b",
        "a+b",
        "refs",
        "ref/x",
        "HEAD2",
        "a'b",
        "a\"b",
        "a$b",
        "a&b",
        "a=b",
        "a,b",
        "a;b",
        "a|b",
        "a<b",
        "a>b",
        "a(b)",
        "a`b"
      })
  void takesBranchesThatGitAllows(String value) {
    assertThat(new BranchName(value).value()).isEqualTo(value);
    assertThat(new BranchName(value)).hasToString(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "@",
        "-a",
        "/a",
        "a/",
        "a.",
        ".a",
        "a/.b",
        "a.lock",
        "a.lock/b",
        "a/b.lock",
        "a..b",
        "a//b",
        "a@{b",
        "a b",
        "a~b",
        "a^b",
        "a:b",
        "a?b",
        "a*b",
        "a[b",
        "a]b",
        "a\\b",
        "a%b",
        "refs/heads/a",
        "a\tb",
        "a\nb",
        "a\u007f",
        "a\u0000",
        "a\u0085",
        "a\u00a0b",
        "a\u2028b",
        "a\u202eb",
        "a\u200bb",
        "a\ud800",
        "*"
      })
  void refusesBranchesThatGitOrAProtectionRuleWouldReadOtherwise(String value) {
    assertThat(refusal(BranchName::new, value).field()).isEqualTo("branch");
  }
}
