package dev.executionworkers.adapter.out.harbor;

import dev.executionworkers.domain.command.SecretId;
import java.util.regex.Pattern;

/**
 * How the robot of a secret is called.
 *
 * @param template a robot's name in which {@value #SECRET_ID} stands for the secret's id; with or
 *     without Harbor's {@code robot$} before it, and for a project's robot {@code project+name}
 */
public record RobotNameTemplate(String template) {
  /** What is replaced by the secret's id. */
  public static final String SECRET_ID = "{secretId}";

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{[^{}]*}");
  private static final Pattern BLANK = Pattern.compile("[\\p{Z}\\s]");

  /** The robot has the secret's id for a name. */
  public static final RobotNameTemplate DEFAULT = new RobotNameTemplate(SECRET_ID);

  /**
   * Checks the template.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  public RobotNameTemplate {
    if (template.isEmpty() || BLANK.matcher(template).find()) {
      throw new IllegalArgumentException("must not be empty and must not contain blanks");
    }
    if (PLACEHOLDER.matcher(template.replace(SECRET_ID, "")).find()) {
      throw new IllegalArgumentException("knows no placeholder but " + SECRET_ID);
    }
  }

  /** The name of the robot that {@code secret} is the token of. */
  public String nameFor(SecretId secret) {
    return template.replace(SECRET_ID, secret.value());
  }

  /** Whether one robot serves every secret. */
  public boolean isShared() {
    return !template.contains(SECRET_ID);
  }
}
