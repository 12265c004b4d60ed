/**
 * The Java agent that runs inside the service under test and stops it at the journal's transitions.
 * Its classes are packed into a jar of their own, so they use nothing but the JDK.
 */
@NullMarked
package dev.executionworkers.acceptance.crash.hook;

import org.jspecify.annotations.NullMarked;
