package dev.executionworkers.adapter.out.github;

import dev.executionworkers.adapter.out.exchange.Json;
import dev.executionworkers.domain.command.CreateRepository;
import dev.executionworkers.domain.outcome.Repository;
import dev.executionworkers.domain.outcome.Visibility;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A repository as GitHub writes it, and the wish for one. */
final class RepositoryJson {
  private static final Pattern WORD = Pattern.compile("[a-z]{1,32}");

  private RepositoryJson() {}

  /** The repository in {@code body}; empty when anything that it must carry is not there. */
  static Optional<Repository> read(String body) {
    return Json.read(body).flatMap(RepositoryJson::read);
  }

  private static Optional<Repository> read(JsonNode root) {
    Optional<URI> page = address(root.path("html_url"));
    Optional<URI> clone = address(root.path("clone_url"));
    boolean complete =
        root.path("id").isIntegralNumber()
            && root.path("id").canConvertToLong()
            && root.path("private").isBoolean()
            && (!root.hasNonNull("visibility") || isWord(root, "visibility"))
            && isText(root, "name")
            && isText(root, "full_name")
            && isText(root, "ssh_url")
            && isText(root, "default_branch");
    if (!complete || page.isEmpty() || clone.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Repository(
            root.path("id").longValue(),
            root.path("name").stringValue(),
            root.path("full_name").stringValue(),
            visibility(root),
            page.get(),
            clone.get(),
            root.path("ssh_url").stringValue(),
            root.path("default_branch").stringValue()));
  }

  /**
   * {@code private} is true of what the whole enterprise may see, too; servers that know nothing of
   * that have no {@code visibility}.
   */
  private static Visibility visibility(JsonNode root) {
    return root.hasNonNull("visibility")
        ? new Visibility(root.path("visibility").stringValue())
        : Visibility.of(root.path("private").booleanValue());
  }

  /** {@code private} is always said: GitHub's default is public. */
  static ObjectNode write(CreateRepository wanted) {
    ObjectNode body = Json.object();
    body.put("name", wanted.repository().name().value());
    body.put("private", wanted.isPrivate());
    body.put("auto_init", wanted.autoInit());
    wanted.description().ifPresent(text -> body.put("description", text));
    return body;
  }

  private static boolean isText(JsonNode root, String name) {
    return !root.path(name).stringValue("").isEmpty();
  }

  /** Callers are shown it. */
  private static boolean isWord(JsonNode root, String name) {
    return WORD.matcher(root.path(name).stringValue("")).matches();
  }

  private static Optional<URI> address(JsonNode node) {
    try {
      URI address = new URI(node.stringValue(""));
      return address.isAbsolute() ? Optional.of(address) : Optional.empty();
    } catch (URISyntaxException unreadable) {
      return Optional.empty();
    }
  }
}
