package dev.executionworkers.port.out;

class InMemoryOutboxTest extends OutboxContract {
  private final InMemoryOutbox outbox = new InMemoryOutbox();

  @Override
  protected Outbox outbox() {
    return outbox;
  }

  @Override
  protected void record(DomainEvent event) {
    String id = event.execution().value();
    outbox.add(id, event.subject(), id, event.at());
  }
}
