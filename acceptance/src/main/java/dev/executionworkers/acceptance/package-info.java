/** Drives the packaged service from outside. Imports the simulators and nothing of the service. */
@NullMarked
package dev.executionworkers.acceptance;

import org.jspecify.annotations.NullMarked;
