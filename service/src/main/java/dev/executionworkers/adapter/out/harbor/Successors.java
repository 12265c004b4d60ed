package dev.executionworkers.adapter.out.harbor;

import dev.executionworkers.port.out.Registry.Marked;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The robots made here in one robot's stead, told apart from all others by name and mark together.
 *
 * @param base the replaced robot's name
 */
record Successors(RobotName base) {
  private static final Pattern NUMBERED = Pattern.compile("(?<base>.+)-(?<number>[0-9]{1,18})");

  /** The largest number there can be. */
  private static final long LONGEST = 999_999_999_999_999_999L;

  /** Whether names with a number of any length behind them are names to Harbor. */
  boolean haveRoom() {
    return RobotName.parse(base.unprefixed() + "-" + LONGEST).isPresent();
  }

  /** The robot as a successor; empty when it is none. */
  Optional<Marked> successor(RobotAccount account) {
    return RobotMark.parse(account.description())
        .filter(mark -> isShownAs(mark.robot(), account.shownName()))
        .flatMap(mark ->
            number(mark.robot()).map(number -> new Marked(account.robot(), mark.madeBy(), number)));
  }

  /** Whether this is the account of the replaced robot or of one that could be its successor. */
  boolean includeAccountOf(String username) {
    return base.isAccountOf(username)
        || RobotName.parse(username)
            .filter(name -> !name.prefix().isEmpty())
            .flatMap(name -> number(name.unprefixed()))
            .isPresent();
  }

  private static boolean isShownAs(String name, String shown) {
    return RobotName.parse(name).filter(it -> it.mayBeShownAs(shown)).isPresent();
  }

  private Optional<Long> number(String name) {
    Matcher matcher = NUMBERED.matcher(name);
    return matcher.matches() && matcher.group("base").equals(base.unprefixed())
        ? Optional.of(Long.parseLong(matcher.group("number")))
        : Optional.empty();
  }
}
