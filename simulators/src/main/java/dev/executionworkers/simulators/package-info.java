/**
 * Small stateful HTTP servers that behave as the foreign systems do, and a main program that starts
 * them all. Imports the simulators and {@code wire}, nothing of the service.
 */
@NullMarked
package dev.executionworkers.simulators;

import org.jspecify.annotations.NullMarked;
