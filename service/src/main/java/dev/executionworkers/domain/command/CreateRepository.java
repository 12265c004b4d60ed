package dev.executionworkers.domain.command;

import java.util.List;
import java.util.Optional;

/**
 * Have a repository exist.
 *
 * @param repository owner and name
 * @param isPrivate whether only members may see it
 * @param description what people read about it; at most {@value #MAX_DESCRIPTION_CHARS} characters
 *     without control characters, which GitHub refuses
 * @param autoInit whether it gets a first commit, without which it has no branch
 */
public record CreateRepository(
    RepositoryRef repository, boolean isPrivate, Optional<String> description, boolean autoInit)
    implements Command {
  static final int MAX_DESCRIPTION_CHARS = 350;

  public CreateRepository {
    description.ifPresent(text -> {
      if (text.codePointCount(0, text.length()) > MAX_DESCRIPTION_CHARS) {
        throw new InvalidCommandException(
            "description", "must have at most " + MAX_DESCRIPTION_CHARS + " characters");
      }
      Rules.printable("description", text);
    });
  }

  @Override
  public OperationName operation() {
    return OperationName.CREATE_REPOSITORY;
  }

  @Override
  public String subject() {
    return repository.fullName();
  }

  @Override
  public List<String> canonicalFields() {
    return List.of(
        repository.owner().value(),
        repository.name().value(),
        Boolean.toString(isPrivate),
        description.map(text -> "=" + text).orElse(""),
        Boolean.toString(autoInit));
  }
}
