package dev.executionworkers.port.out;

/** A place in a trace, opaque to everyone but telemetry; carries it from one thread to another. */
public interface TraceContext {}
