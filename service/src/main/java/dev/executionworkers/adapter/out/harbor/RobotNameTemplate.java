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

  private static final Pattern BRACE = Pattern.compile("[{}]");
  private static final Pattern BLANK = Pattern.compile("[\\p{Z}\\s\\p{Cc}]");

  /**
   * Checks the template.
   *
   * @throws IllegalArgumentException saying what is wrong with it, without quoting it
   */
  public RobotNameTemplate {
    if (BRACE.matcher(template.replace(SECRET_ID, "")).find()) {
      throw new IllegalArgumentException("knows no placeholder but " + SECRET_ID);
    }
    if (template.isEmpty() || BLANK.matcher(template).find()) {
      throw new IllegalArgumentException("must not be empty and must not contain blanks");
    }
  }

  /** The name of the robot that {@code secret} is the token of. */
  public String nameFor(SecretId secret) {
    return template.replace(SECRET_ID, secret.value());
  }
}
