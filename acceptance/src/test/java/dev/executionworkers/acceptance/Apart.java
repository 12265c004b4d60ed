package dev.executionworkers.acceptance;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Tests that share nothing with others, and mostly wait for processes of their own. They run beside
 * those that share a {@link Platform}, one class at a time.
 */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("apart")
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Apart {}
