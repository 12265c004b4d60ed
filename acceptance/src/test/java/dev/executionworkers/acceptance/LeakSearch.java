package dev.executionworkers.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Looks for secrets in whatever has left the service or lies on its disk, in clear and in every
 * form that an encoder on the way may have given them.
 */
final class LeakSearch {
  private final Map<String, String> places = new LinkedHashMap<>();

  /** A secret that was found where it does not belong; which one and in what form. */
  record Leak(String place, String secret, String form) {}

  /** Adds a text. */
  LeakSearch in(String place, String text) {
    // As bytes, so that what is no text is searched in the same way.
    places.put(
        place, new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
    return this;
  }

  /** Adds bytes, each as a character. */
  LeakSearch inBytes(String place, byte[] bytes) {
    places.put(place, new String(bytes, StandardCharsets.ISO_8859_1));
    return this;
  }

  /** Adds every file below a folder by its name; one that goes away meanwhile is left out. */
  LeakSearch inFiles(Path folder) {
    return inFiles(folder, "", "");
  }

  /** The same with something before and after their names. */
  LeakSearch inFiles(Path folder, String before, String after) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        inFile(before + folder.relativize(file) + after, file);
      }
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void inFile(String place, Path file) throws IOException {
    try {
      inBytes(place, Files.readAllBytes(file));
    } catch (NoSuchFileException gone) {
      places.remove(place);
    }
  }

  /** The same with something more in one place, to see whether it is found there. */
  LeakSearch planting(String place, String text) {
    LeakSearch planted = new LeakSearch();
    planted.places.putAll(places);
    planted.places.merge(place, text, String::concat);
    return planted;
  }

  /** The same without one place, which may hold what is looked for. */
  LeakSearch without(String place) {
    LeakSearch rest = new LeakSearch();
    rest.places.putAll(places);
    rest.places.remove(place);
    return rest;
  }

  /** Where it looks. */
  Set<String> places() {
    return Set.copyOf(places.keySet());
  }

  /** Every place where one of them is, by its name. */
  List<Leak> leaks(Map<String, String> secrets) {
    var leaks = new ArrayList<Leak>();
    secrets.forEach((name, secret) ->
        forms(secret)
            .forEach((form, texts) ->
                places.forEach((place, content) -> {
                  if (texts.stream().anyMatch(content::contains)) {
                    leaks.add(new Leak(place, name, form));
                  }
                })));
    return leaks;
  }

  /** What a secret looks like, by what has been done to it. */
  static Map<String, Set<String>> forms(String secret) {
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    String hex = HexFormat.of().formatHex(bytes);
    var forms = new LinkedHashMap<String, Set<String>>();
    forms.put("clear", Set.of(secret));
    forms.put("base64", base64(bytes));
    forms.put("hex", Set.of(hex, hex.toUpperCase(Locale.ROOT)));
    forms.put("percent-encoded", Set.of(URLEncoder.encode(secret, StandardCharsets.UTF_8)));
    forms.put("JSON-escaped", Set.of(jsonEscaped(secret)));
    forms.put(
        "UTF-16",
        Set.of(
            new String(secret.getBytes(StandardCharsets.UTF_16BE), StandardCharsets.ISO_8859_1),
            new String(secret.getBytes(StandardCharsets.UTF_16LE), StandardCharsets.ISO_8859_1)));
    return forms;
  }

  /**
   * Base64 of a longer text with the secret in it, such as Basic authentication's {@code
   * user:secret}: three bytes become four characters, so there are three ways to stand, and the
   * characters at either end depend on the neighbours.
   */
  private static Set<String> base64(byte[] bytes) {
    var all = new LinkedHashSet<String>();
    for (int before = 0; before < 3; before++) {
      byte[] shifted = new byte[before + bytes.length];
      System.arraycopy(bytes, 0, shifted, before, bytes.length);
      int first = before == 0 ? 0 : before + 1;
      int last = shifted.length * 8 / 6;
      all.add(Base64.getEncoder().encodeToString(shifted).substring(first, last));
      all.add(Base64.getUrlEncoder().encodeToString(shifted).substring(first, last));
    }
    return all;
  }

  private static String jsonEscaped(String secret) {
    var escaped = new StringBuilder();
    secret
        .chars()
        .forEach(each ->
            escaped.append(
                Character.isLetterOrDigit(each) ? (char) each : String.format("\\u%04x", each)));
    return escaped.toString();
  }
}
