package dev.executionworkers.acceptance;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A page of metrics in Prometheus' text format, version 0.0.4. */
record Metrics(List<Sample> samples) {
  private static final Pattern SAMPLE = Pattern.compile("(\\w+)(?:\\{(.*)})? (\\S+)");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

  record Sample(String name, Map<String, String> labels, double value) {}

  static Metrics parse(String page) {
    return new Metrics(
        page.lines().filter(line -> !line.startsWith("#")).map(Metrics::sample).toList());
  }

  /** The sum of the samples of that name that have at least these labels. */
  double value(String name, Map<String, String> labels) {
    return samples.stream()
        .filter(sample -> sample.name.equals(name))
        .filter(sample -> sample.labels.entrySet().containsAll(labels.entrySet()))
        .mapToDouble(Sample::value)
        .sum();
  }

  /** The sets of label names that the samples of that name have. */
  Set<Set<String>> labelNames(String name) {
    return samples.stream()
        .filter(sample -> sample.name.equals(name))
        .map(sample -> sample.labels.keySet())
        .collect(Collectors.toSet());
  }

  /** The values that a label of a metric has. */
  Set<String> labelValues(String name, String label) {
    return samples.stream()
        .filter(sample -> sample.name.equals(name))
        .map(sample -> sample.labels.getOrDefault(label, ""))
        .collect(Collectors.toSet());
  }

  private static Sample sample(String line) {
    Matcher matcher = SAMPLE.matcher(line);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("no sample: " + line);
    }
    var labels = new TreeMap<String, String>();
    if (matcher.group(2) != null) {
      Matcher label = LABEL.matcher(matcher.group(2));
      while (label.find()) {
        labels.put(label.group(1), label.group(2));
      }
    }
    return new Sample(matcher.group(1), labels, Double.parseDouble(matcher.group(3)));
  }
}
