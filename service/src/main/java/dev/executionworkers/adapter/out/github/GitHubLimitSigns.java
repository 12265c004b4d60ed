package dev.executionworkers.adapter.out.github;

import dev.executionworkers.adapter.out.exchange.Exchanged.Answered;
import dev.executionworkers.adapter.out.exchange.LimitSigns;
import java.util.Optional;

/** What GitHub's answers say about its limits, see {@link RateLimit}. */
public final class GitHubLimitSigns implements LimitSigns {

  @Override
  public Signs read(Answered answer) {
    boolean limited = RateLimit.isHit(answer, ErrorBody.of(answer.body()));
    return new Signs(
        limited, limited ? RateLimit.hint(answer) : Optional.empty(), RateLimit.left(answer));
  }
}
