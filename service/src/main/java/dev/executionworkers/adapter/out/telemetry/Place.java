package dev.executionworkers.adapter.out.telemetry;

import dev.executionworkers.port.out.TraceContext;
import io.opentelemetry.context.Context;

/** A place in a trace. */
record Place(Context context) implements TraceContext {

  /** The context of any trace context; of a foreign one the root. */
  static Context of(TraceContext place) {
    return place instanceof Place(Context context) ? context : Context.root();
  }
}
