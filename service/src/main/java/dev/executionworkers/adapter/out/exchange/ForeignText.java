package dev.executionworkers.adapter.out.exchange;

import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.domain.outcome.PlainText;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Makes a foreign message fit to be shown: without the secrets it is told of, in every form that
 * they may come back in, without what looks like any other secret, on one line and bounded.
 * Immutable and thread-safe.
 */
public final class ForeignText {
  /** The most characters of a foreign message that are shown. */
  public static final int MAX_CHARS = 200;

  /** What is longer is no message, and cutting it might leave half a secret. */
  static final int MAX_SOURCE_CHARS = 16_384;

  private static final Pattern INVISIBLE = Pattern.compile("\\p{Cf}+");

  private static final ForeignText WITHOUT_NONE = new ForeignText(List.of());

  private final List<String> known;

  private ForeignText(List<String> known) {
    this.known =
        known.stream()
            .filter(form -> !form.isEmpty())
            .distinct()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
  }

  /** Knows of no secret. */
  public static ForeignText without() {
    return WITHOUT_NONE;
  }

  /** Knows these secrets, which were sent. */
  public static ForeignText without(Secret... secrets) {
    return new ForeignText(
        List.of(secrets).stream().flatMap(secret -> forms(secret.reveal()).stream()).toList());
  }

  /** Knows this secret too. */
  public ForeignText and(Secret secret) {
    List<String> more = new ArrayList<>(known);
    more.addAll(forms(secret.reveal()));
    return new ForeignText(more);
  }

  /** Knows this login too, as Basic authentication sends it. */
  public ForeignText andLogin(String user, Secret password) {
    List<String> more = new ArrayList<>(known);
    more.addAll(forms(password.reveal()));
    more.addAll(base64(user + ":" + password.reveal()));
    return new ForeignText(more);
  }

  /** What of {@code foreign} may be shown; empty when nothing is left. */
  public String of(String foreign) {
    if (foreign.length() > MAX_SOURCE_CHARS) {
      return "";
    }
    String visible = INVISIBLE.matcher(foreign).replaceAll("");
    String plain = PlainText.of(SecretPatterns.redact(withoutKnown(visible)));
    return plain.length() <= MAX_CHARS ? plain : cut(plain);
  }

  /** The first of {@code candidates} of which something may be shown. */
  public Optional<String> firstOf(List<String> candidates) {
    return candidates.stream().map(this::of).filter(text -> !text.isEmpty()).findFirst();
  }

  /** In one pass, so that a short secret does not find itself in a redaction. */
  private String withoutKnown(String text) {
    if (known.isEmpty()) {
      return text;
    }
    String any = known.stream().map(Pattern::quote).collect(Collectors.joining("|"));
    return Pattern.compile(any).matcher(text).replaceAll(Secret.REDACTED);
  }

  private static String cut(String plain) {
    int end = Character.isHighSurrogate(plain.charAt(MAX_CHARS - 1)) ? MAX_CHARS - 1 : MAX_CHARS;
    return plain.substring(0, end) + "…";
  }

  private static List<String> forms(String secret) {
    List<String> forms = new ArrayList<>(base64(secret));
    forms.add(secret);
    forms.addAll(jsonEscaped(secret));
    forms.addAll(urlEncoded(secret));
    return forms;
  }

  /** With and without what some writers escape though they need not. */
  private static List<String> jsonEscaped(String secret) {
    String quoted = Json.write(Json.object().stringNode(secret));
    String plain = quoted.substring(1, quoted.length() - 1);
    String html = plain.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e");
    return List.of(plain, plain.replace("/", "\\/"), html);
  }

  private static List<String> urlEncoded(String secret) {
    String form = URLEncoder.encode(secret, StandardCharsets.UTF_8);
    String percent = form.replace("+", "%20").replace("*", "%2A").replace("%7E", "~");
    return List.of(form, percent, lowerCaseHex(form), lowerCaseHex(percent));
  }

  private static String lowerCaseHex(String encoded) {
    return Pattern.compile("%[0-9A-F]{2}")
        .matcher(encoded)
        .replaceAll(hex -> hex.group().toLowerCase(Locale.ROOT));
  }

  private static List<String> base64(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return List.of(
        Base64.getEncoder().encodeToString(utf8),
        Base64.getEncoder().withoutPadding().encodeToString(utf8),
        Base64.getUrlEncoder().encodeToString(utf8),
        Base64.getUrlEncoder().withoutPadding().encodeToString(utf8));
  }
}
