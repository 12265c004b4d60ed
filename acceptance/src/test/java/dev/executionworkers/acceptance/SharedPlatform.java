package dev.executionworkers.acceptance;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands tests the {@link Platform} that all share, started for the first of them; those that ask
 * for a {@link ShortDeadline} share another.
 */
final class SharedPlatform implements ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(SharedPlatform.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    return parameter.getParameter().getType() == Platform.class;
  }

  @Override
  public Platform resolveParameter(ParameterContext parameter, ExtensionContext test) {
    var platforms = test.getRoot().getStore(NAMESPACE);
    return parameter.isAnnotated(ShortDeadline.class)
        ? platforms.computeIfAbsent(
            ShortDeadline.class, _ -> Platform.startWithShortDeadline(), Platform.class)
        : platforms.computeIfAbsent(Platform.class, _ -> Platform.start(), Platform.class);
  }
}
