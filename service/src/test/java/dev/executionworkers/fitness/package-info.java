/**
 * What holds the walls: rules over the service's own classes and sources, each shown to catch a
 * fixture that breaks it. The fixtures are compiled and never run.
 */
@NullMarked
package dev.executionworkers.fitness;

import org.jspecify.annotations.NullMarked;
