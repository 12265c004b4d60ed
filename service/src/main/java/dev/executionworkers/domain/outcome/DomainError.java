package dev.executionworkers.domain.outcome;

/**
 * One foreign error in our own words.
 *
 * @param peer whose error it is
 * @param problem what is wrong
 * @param peerStatus the foreign HTTP status, or {@value #NO_STATUS} when there was no answer
 * @param detail what a person reads; made plain and bounded here, whoever wrote it
 */
public record DomainError(Peer peer, Problem problem, int peerStatus, String detail) {
  /** The status of an answer that never came. */
  public static final int NO_STATUS = 0;

  public DomainError {
    detail = PlainText.of(detail);
  }

  /** The stable code: {@code <subject>_<problem>}. */
  public String code() {
    return peer.subject() + "_" + problem.code();
  }
}
