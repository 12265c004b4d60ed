package dev.executionworkers.adapter.out.events;

import dev.executionworkers.port.out.DomainEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** A domain event in the JSON format of CloudEvents 1.0. */
public final class CloudEvent {
  private static final String SOURCE = "/execution-workers";
  private static final JsonMapper MAPPER = new JsonMapper();

  /** An execution ends once; its end has an id of its own, by which consumers deduplicate. */
  private static final String ID_SUFFIX = "-ended";

  private CloudEvent() {}

  /** What consumers deduplicate by. */
  public static String id(DomainEvent event) {
    return event.execution().value() + ID_SUFFIX;
  }

  /** The event on one line. */
  public static String json(DomainEvent event) {
    return MAPPER.writeValueAsString(of(event));
  }

  /** The event's members, in the order in which they are written. */
  static Map<String, Object> of(DomainEvent event) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("specversion", "1.0");
    members.put("id", id(event));
    members.put("source", SOURCE);
    members.put("type", event.operation().event());
    members.put("subject", event.subject());
    members.put("time", event.at().toString());
    members.put("datacontenttype", "application/json");
    members.put("data", data(event));
    return members;
  }

  private static Map<String, Object> data(DomainEvent event) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("operation", event.operation().label());
    data.put("operationId", event.execution().value());
    data.put("result", event.result());
    event.errorCode().ifPresent(code -> data.put("code", code));
    return data;
  }
}
