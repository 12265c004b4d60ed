package dev.executionworkers.adapter.out.journal;

/**
 * A domain event in the form in which it leaves.
 *
 * @param id what consumers deduplicate by
 * @param subject within which events are delivered in order
 * @param json the event
 */
public record StoredEvent(String id, String subject, String json) {}
