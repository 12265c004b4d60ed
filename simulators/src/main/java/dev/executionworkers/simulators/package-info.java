/**
 * Small stateful HTTP servers that behave as the foreign systems do. Imports nothing of the
 * service.
 */
@NullMarked
package dev.executionworkers.simulators;

import org.jspecify.annotations.NullMarked;
