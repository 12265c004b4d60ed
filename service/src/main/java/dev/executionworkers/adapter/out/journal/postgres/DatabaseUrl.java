package dev.executionworkers.adapter.out.journal.postgres;

import dev.executionworkers.adapter.out.journal.JournalStartException;
import dev.executionworkers.domain.command.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Where a PostgreSQL is, as {@code postgresql://user:password@host:port/database?parameter=value}
 * says it; the parameters are the JDBC driver's. Never shows the password.
 */
public record DatabaseUrl(String jdbcUrl, Optional<String> user, Optional<Secret> password) {
  private static final int MAX_PORT = 65_535;

  /**
   * Reads a URL.
   *
   * @throws JournalStartException when it is none; never quotes it, since it holds a password
   */
  public static DatabaseUrl parse(Secret text) {
    URI uri = uri(text.reveal().strip());
    boolean known = "postgresql".equals(uri.getScheme()) || "postgres".equals(uri.getScheme());
    String path = Optional.ofNullable(uri.getRawPath()).orElse("");
    boolean reachable = uri.getHost() != null && uri.getPort() != 0 && uri.getPort() <= MAX_PORT;
    if (!known || !reachable || path.length() < 2) {
      throw new JournalStartException(
          "DATABASE_URL must have the form postgresql://user:password@host:port/database");
    }
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    Optional<String> login = Optional.ofNullable(uri.getRawUserInfo());
    return new DatabaseUrl(
        "jdbc:postgresql://" + uri.getHost() + port + path + query,
        login.map(each -> decode(before(each))),
        login.filter(each -> each.contains(":")).map(each -> Secret.of(decode(after(each)))));
  }

  private static URI uri(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException quotesItsInput) {
      throw new JournalStartException(
          "DATABASE_URL is no URL; special characters of the password must be percent-encoded");
    }
  }

  private static String before(String login) {
    int colon = login.indexOf(':');
    return colon < 0 ? login : login.substring(0, colon);
  }

  private static String after(String login) {
    return login.substring(login.indexOf(':') + 1);
  }

  /** A plus sign stands for itself here, unlike in a form. */
  private static String decode(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** The address without the parameters, which may hold a password too. */
  @Override
  public String toString() {
    int query = jdbcUrl.indexOf('?');
    return query < 0 ? jdbcUrl : jdbcUrl.substring(0, query);
  }
}
