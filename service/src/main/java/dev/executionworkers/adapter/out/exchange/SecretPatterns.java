package dev.executionworkers.adapter.out.exchange;

import dev.executionworkers.domain.command.Secret;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds what looks like a secret in a text although nobody said that it is one. Rather redacts an
 * innocent identifier than shows a token. Every pattern takes linear time.
 */
final class SecretPatterns {
  /** A segment this long that mixes letters and digits is not a name that people type. */
  private static final int MIXED_CHARS = 20;

  private static final int LETTERS_ONLY_CHARS = 32;
  private static final double RANDOM_BITS_PER_CHAR = 4.0;

  /** Group 1 stays, what follows it goes. */
  private static final List<Pattern> SHAPES =
      List.of(
          // GitHub's token prefixes: ghp_, gho_, ghu_, ghs_, ghr_, github_pat_
          Pattern.compile("(?<![A-Za-z0-9])()(?:gh[a-z]|github_pat)_[A-Za-z0-9_]++"),
          // JSON Web Tokens: a header always starts with {" in Base64
          Pattern.compile("()eyJ[A-Za-z0-9_-]++(?:\\.[A-Za-z0-9_-]*+){1,4}"),
          // an Authorization header's value, but not "Bearer token" in a sentence
          Pattern.compile(
              "(?i)\\b((?:bearer|basic)\\s{1,8})"
                  + "(?!(?:auth\\w*|tokens?|credentials?|access|realm|scheme|is|was)\\b)"
                  + "[^\\s\"',;]++"),
          // user:password@ in a URL
          Pattern.compile("(://)[^\\s/@\"']{1,500}+@"),
          // password=…, "token":"…"
          Pattern.compile(
              "(?i)((?:password|passwd|secret|token|api_?key)(?:=|\"\\s{0,8}:)\\s{0,8}\"?)"
                  + "[^\\s\"&,;]++"));

  private static final Pattern RUN = Pattern.compile("[A-Za-z0-9+/=_-]{20,}+");
  private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9]{20,}+");

  private SecretPatterns() {}

  static String redact(String text) {
    String rest = text;
    for (Pattern shape : SHAPES) {
      rest = shape.matcher(rest).replaceAll("$1" + Matcher.quoteReplacement(Secret.REDACTED));
    }
    rest = replace(RUN, rest, SecretPatterns::isRandomRun);
    return replace(SEGMENT, rest, SecretPatterns::isRandomSegment);
  }

  private static String replace(Pattern pattern, String text, Predicate<String> isSecret) {
    return pattern
        .matcher(text)
        .replaceAll(found ->
            Matcher.quoteReplacement(
                isSecret.test(found.group()) ? Secret.REDACTED : found.group()));
  }

  private static boolean isRandomRun(String run) {
    return has(run, SecretPatterns::isUpper)
        && has(run, SecretPatterns::isLower)
        && has(run, SecretPatterns::isDigit)
        && bitsPerChar(run) >= RANDOM_BITS_PER_CHAR;
  }

  private static boolean isRandomSegment(String segment) {
    boolean mixed =
        has(segment, SecretPatterns::isDigit)
            && has(segment, c -> isUpper(c) || isLower(c))
            && segment.length() >= MIXED_CHARS;
    return mixed || segment.length() >= LETTERS_ONLY_CHARS;
  }

  /** Shannon's entropy of the characters. */
  private static double bitsPerChar(String run) {
    int[] counts = new int[128];
    run.chars().forEach(c -> counts[c]++);
    double bits = 0;
    for (int count : counts) {
      if (count > 0) {
        double share = (double) count / run.length();
        bits -= share * Math.log(share) / Math.log(2);
      }
    }
    return bits;
  }

  private static boolean has(String text, IntPredicate kind) {
    return text.chars().anyMatch(kind);
  }

  private static boolean isUpper(int c) {
    return c >= 'A' && c <= 'Z';
  }

  private static boolean isLower(int c) {
    return c >= 'a' && c <= 'z';
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }
}
