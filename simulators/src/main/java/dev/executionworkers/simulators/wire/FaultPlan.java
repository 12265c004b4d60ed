package dev.executionworkers.simulators.wire;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * The faults to come: rules in the order they were added, of which the first that matches a request
 * is applied, and used up where it is counted. Safe for many threads.
 */
public final class FaultPlan {

  private static final long ALWAYS = -1;

  private final List<Rule> rules = new ArrayList<>();

  FaultPlan() {}

  /** The next request that matches suffers the fault. */
  public FaultPlan next(RequestMatcher matcher, Fault fault) {
    return next(1, matcher, fault);
  }

  /** Each of the next {@code times} requests that match suffers the fault. */
  public synchronized FaultPlan next(long times, RequestMatcher matcher, Fault fault) {
    if (times < 1) {
      throw new IllegalArgumentException("times must be at least 1, was " + times);
    }
    rules.add(new Rule(matcher, fault, times));
    return this;
  }

  /** Every request that matches suffers the fault, until {@link #end} or {@link #clear}. */
  public synchronized FaultPlan always(RequestMatcher matcher, Fault fault) {
    rules.add(new Rule(matcher, fault, ALWAYS));
    return this;
  }

  /** Drops the rules that were added with this very matcher, and leaves those of others. */
  public synchronized void end(RequestMatcher matcher) {
    rules.removeIf(rule -> rule.matcher.equals(matcher));
  }

  /** Drops every rule. A fault already under way goes on. */
  public synchronized void clear() {
    rules.clear();
  }

  /** How many rules are left; counted ones go when they are used up. */
  public synchronized int pending() {
    return rules.size();
  }

  synchronized Optional<Fault> take(Received request) {
    for (Iterator<Rule> all = rules.iterator(); all.hasNext(); ) {
      Rule rule = all.next();
      if (rule.matcher.matches(request)) {
        if (rule.left != ALWAYS && --rule.left == 0) {
          all.remove();
        }
        return Optional.of(rule.fault);
      }
    }
    return Optional.empty();
  }

  private static final class Rule {
    final RequestMatcher matcher;
    final Fault fault;
    long left;

    Rule(RequestMatcher matcher, Fault fault, long left) {
      this.matcher = matcher;
      this.fault = fault;
      this.left = left;
    }
  }
}
