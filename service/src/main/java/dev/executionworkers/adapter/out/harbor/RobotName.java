package dev.executionworkers.adapter.out.harbor;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A robot's name taken apart: {@code robot$ci}, {@code ci}, {@code robot$project+ci}.
 *
 * <p>Harbor keeps names without a prefix and shows them with one, {@code robot$} unless an
 * administrator has changed it ({@code robot_name_prefix}). Nothing tells where a prefix ends, so
 * it is taken to end at the last character that no name can have. A shown name without any such
 * character, as under the prefix {@code robot-}, can only be recognised by its end.
 *
 * @param prefix what stands before, possibly empty
 * @param project the project of a project's robot
 * @param name what Harbor's own rule for new robots allows
 */
record RobotName(String prefix, Optional<String> project, String name) {
  /** How Harbor shows robots as long as nobody has changed it. */
  static final String DEFAULT_PREFIX = "robot$";

  /** Harbor answers 500 to one more. */
  private static final int MAX_CHARS = 255;

  private static final String RULE = "[a-z0-9]+(?:[._-][a-z0-9]+)*+";
  private static final Pattern NAME =
      Pattern.compile(
          "(?<prefix>.*[^A-Za-z0-9._+-])?+(?:(?<project>" + RULE + ")\\+)?(?<name>" + RULE + ")",
          Pattern.DOTALL);

  /** The name in parts; empty when Harbor's rule could never have let it come into being. */
  static Optional<RobotName> parse(String text) {
    Matcher matcher = NAME.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    RobotName parsed =
        new RobotName(
            Optional.ofNullable(matcher.group("prefix")).orElse(""),
            Optional.ofNullable(matcher.group("project")),
            matcher.group("name"));
    return Optional.of(parsed).filter(it -> it.unprefixed().length() <= MAX_CHARS);
  }

  /** The name as Harbor keeps it: {@code ci} or {@code project+ci}. */
  String unprefixed() {
    return project.map(it -> it + "+" + name).orElse(name);
  }

  /**
   * Whether Harbor shows this robot so. A prefix that was asked for counts, unless it is the
   * default one: an administrator who changes the prefix renames every robot at once, and an id of
   * some other kind, {@code team/ci}, must never pass for a robot called {@code ci}.
   */
  boolean isShownAs(String shown) {
    return parse(shown)
        .filter(it -> it.unprefixed().equals(unprefixed()))
        .filter(it -> anyPrefix() || it.prefix.equals(prefix))
        .isPresent();
  }

  /**
   * Whether Harbor may show this robot so under a prefix that only has characters of names. True of
   * other robots too: it counts only for the single answer to a query for this very name.
   */
  boolean mayBeShownAs(String shown) {
    return isShownAs(shown)
        || (anyPrefix()
            && parse(shown).filter(it -> !it.prefix.isEmpty()).isEmpty()
            && shown.endsWith(unprefixed()));
  }

  /** Whether this is the robot that logs in by that name; a name without a prefix is a user's. */
  boolean isAccountOf(String username) {
    return parse(username)
        .filter(it -> !it.prefix.isEmpty() && it.unprefixed().equals(unprefixed()))
        .isPresent();
  }

  private boolean anyPrefix() {
    return prefix.isEmpty() || prefix.equals(DEFAULT_PREFIX);
  }
}
