package dev.executionworkers.adapter.out.exchange;

import dev.executionworkers.port.out.Destination;
import dev.executionworkers.port.out.ExchangeTelemetry;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Writes down what it is told. */
final class RecordingTelemetry implements ExchangeTelemetry {
  static final String TRACEPARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  private final List<String> told = new CopyOnWriteArrayList<>();

  List<String> told() {
    return List.copyOf(told);
  }

  @Override
  public CallScope open(Destination destination, String method, URI server) {
    told.add("open " + destination.target() + " " + method + " " + server);
    return new CallScope() {
      @Override
      public Map<String, String> propagationHeaders() {
        return Map.of("traceparent", TRACEPARENT);
      }

      @Override
      public void answered(int status) {
        told.add("answered " + status);
      }

      @Override
      public void faulted(String kind) {
        told.add("faulted " + kind);
      }

      @Override
      public void close() {
        told.add("close");
      }
    };
  }
}
