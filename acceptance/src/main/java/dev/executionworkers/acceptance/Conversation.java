package dev.executionworkers.acceptance;

import java.util.List;

/**
 * The attempts of a caller that asks again, and what each was answered, oldest first; at least one.
 */
public record Conversation(List<Answer> answers) {

  public Conversation {
    answers = List.copyOf(answers);
  }

  /** What the caller was left with. */
  public Answer last() {
    return answers.getLast();
  }

  public int attempts() {
    return answers.size();
  }
}
