package dev.executionworkers.simulators.wire;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A rule of the fault plan as {@code POST /_sim/faults} takes it.
 *
 * @param times 0 for always
 */
record FaultRule(RequestMatcher matcher, Fault fault, long times) {

  /**
   * Reads a rule.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  static FaultRule parse(JsonNode rule) {
    RequestMatcher matcher = RequestMatcher.any();
    if (rule.has("method")) {
      matcher = matcher.and(RequestMatcher.method(rule.get("method").asString()));
    }
    if (rule.has("path")) {
      matcher = matcher.and(RequestMatcher.pathMatching(rule.get("path").asString()));
    }
    return new FaultRule(matcher, fault(rule), rule.path("times").asLong(0));
  }

  private static Fault fault(JsonNode node) {
    String kind = node.isString() ? node.asString() : node.path("fault").asString("");
    return switch (kind) {
      case "Proceed" -> new Fault.Proceed();
      case "Answer" -> new Fault.Answer(reply(node));
      case "Delay" ->
          new Fault.Delay(
              millis(node, "pause"),
              node.has("then") ? fault(node.get("then")) : new Fault.Proceed());
      case "Hang" -> new Fault.Hang();
      case "ResetBefore" -> new Fault.ResetBefore();
      case "CloseBefore" -> new Fault.CloseBefore();
      case "EffectThenReset" -> new Fault.EffectThenReset();
      case "EffectThenClose" -> new Fault.EffectThenClose();
      case "EffectThenHang" -> new Fault.EffectThenHang();
      case "EffectThenDelay" -> new Fault.EffectThenDelay(millis(node, "pause"));
      case "EffectThenAnswer" -> new Fault.EffectThenAnswer(reply(node));
      case "HalfAnswer" -> new Fault.HalfAnswer();
      case "Garbage" -> garbage(node);
      case "Drip" -> new Fault.Drip((int) positive(node, "bytes"), millis(node, "interval"));
      case "HugeBody" -> new Fault.HugeBody(positive(node, "bytes"));
      default -> throw new IllegalArgumentException("unknown fault: " + kind);
    };
  }

  private static Fault garbage(JsonNode node) {
    return node.has("body")
        ? new Fault.Garbage(node.get("body").asString().getBytes(StandardCharsets.UTF_8))
        : new Fault.Garbage();
  }

  private static Duration millis(JsonNode node, String field) {
    return Duration.ofMillis(positive(node, field));
  }

  private static long positive(JsonNode node, String field) {
    long value = node.path(field).asLong(0);
    if (value < 1) {
      throw new IllegalArgumentException(field + " must be a positive number");
    }
    return value;
  }

  private static Reply reply(JsonNode node) {
    int status = (int) positive(node, "status");
    JsonNode body = node.path("body");
    Reply reply;
    if (body.isMissingNode()) {
      reply = Reply.empty(status);
    } else {
      reply = body.isString() ? Reply.text(status, body.asString()) : Reply.json(status, body);
    }
    for (Map.Entry<String, JsonNode> header : node.path("headers").properties()) {
      reply = reply.with(header.getKey(), header.getValue().asString());
    }
    return reply;
  }
}
