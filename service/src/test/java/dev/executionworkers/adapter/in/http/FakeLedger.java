package dev.executionworkers.adapter.in.http;

import dev.executionworkers.domain.command.ExecutionId;
import dev.executionworkers.domain.command.Requester;
import dev.executionworkers.port.in.SuperviseExecutions;
import dev.executionworkers.port.out.JournalUnavailableException;
import dev.executionworkers.port.out.Ledger;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A ledger and a supervision that say what a test wants them to. */
final class FakeLedger implements Ledger, SuperviseExecutions {
  final Queue<Query> queries = new ConcurrentLinkedQueue<>();
  final Queue<String> decisions = new ConcurrentLinkedQueue<>();
  volatile Page page = new Page(List.of(), Optional.empty());
  volatile Optional<Entry> entry = Optional.empty();
  volatile Optional<Running> running = Optional.empty();
  volatile Decision decision = Decision.NOT_PENDING;
  volatile boolean away;

  @Override
  public Page list(Query query) {
    unlessAway();
    queries.add(query);
    return page;
  }

  @Override
  public Optional<Entry> find(ExecutionId execution) {
    unlessAway();
    return entry.filter(each -> each.line().execution().equals(execution));
  }

  @Override
  public Optional<Running> running(ExecutionId execution) {
    return running;
  }

  @Override
  public Decision retry(ExecutionId execution, Requester by) {
    decisions.add("retry " + execution + " by " + by);
    return decision;
  }

  @Override
  public Decision abandon(ExecutionId execution, Requester by) {
    decisions.add("abandon " + execution + " by " + by);
    return decision;
  }

  private void unlessAway() {
    if (away) {
      throw new JournalUnavailableException("as the test wants");
    }
  }
}
