package dev.executionworkers.adapter.out.github;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.executionworkers.domain.command.BranchName;
import dev.executionworkers.domain.command.RepositoryOwner;
import dev.executionworkers.domain.command.RepositoryRef;
import java.net.URI;
import java.net.URLEncoder;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The addresses of GitHub's REST API. Every name is one percent-encoded segment, so that none is
 * routed elsewhere: the branch {@code release/1} is {@code release%2F1}.
 *
 * @param base absolute, without a slash at the end
 */
record GitHubApi(String base) {
  private static final String ENTERPRISE_PATH = "/api/v3";
  private static final Pattern SLASHES_AT_THE_END = Pattern.compile("/+$");
  private static final Pattern ADDRESS_LITERAL =
      Pattern.compile("\\[.*]|\\d{1,3}(?:\\.\\d{1,3}){3}");

  /**
   * The API behind the address that an operator configured.
   *
   * <p>A path that is given is taken as it is. Without one, GitHub Enterprise Server has its API
   * under {@value #ENTERPRISE_PATH}; the public API ({@code api.github.com}) and Enterprise Cloud
   * with data residency ({@code api.NAME.ghe.com}) have it at the root (GitHub's "Getting started
   * with the REST API"). So has whatever listens on {@code localhost} or an address without a name:
   * an Enterprise Server needs a host name for its certificate, a stand-in for GitHub does not.
   */
  static GitHubApi at(URI configured) {
    String authority = Objects.requireNonNullElse(configured.getRawAuthority(), "");
    String host = Objects.requireNonNullElse(configured.getHost(), authority);
    String path = Objects.requireNonNullElse(configured.getRawPath(), "");
    String trimmed = SLASHES_AT_THE_END.matcher(path).replaceFirst("");
    boolean appended = trimmed.isEmpty() && isEnterpriseServer(host.toLowerCase(Locale.ROOT));
    return new GitHubApi(
        configured.getScheme() + "://" + authority + (appended ? ENTERPRISE_PATH : trimmed));
  }

  private static boolean isEnterpriseServer(String host) {
    boolean cloud =
        host.equals("api.github.com") || (host.startsWith("api.") && host.endsWith(".ghe.com"));
    boolean standIn = host.equals("localhost") || ADDRESS_LITERAL.matcher(host).matches();
    return !cloud && !standIn;
  }

  URI repository(RepositoryRef repository) {
    return address("repos", repository.owner().value(), repository.name().value());
  }

  URI repositoriesOf(RepositoryOwner organisation) {
    return address("orgs", organisation.value(), "repos");
  }

  URI ownRepositories() {
    return address("user", "repos");
  }

  URI rateLimit() {
    return address("rate_limit");
  }

  URI authenticatedUser() {
    return address("user");
  }

  URI account(RepositoryOwner owner) {
    return address("users", owner.value());
  }

  URI installationOfUser(RepositoryOwner owner) {
    return address("users", owner.value(), "installation");
  }

  URI installationOfOrganisation(RepositoryOwner owner) {
    return address("orgs", owner.value(), "installation");
  }

  URI accessTokens(long installation) {
    return address("app", "installations", Long.toString(installation), "access_tokens");
  }

  URI protection(RepositoryRef repository, BranchName branch) {
    return address(
        "repos",
        repository.owner().value(),
        repository.name().value(),
        "branches",
        branch.value(),
        "protection");
  }

  private URI address(String... segments) {
    StringBuilder address = new StringBuilder(base);
    for (String segment : segments) {
      address.append('/').append(URLEncoder.encode(segment, UTF_8).replace("+", "%20"));
    }
    return URI.create(address.toString());
  }
}
