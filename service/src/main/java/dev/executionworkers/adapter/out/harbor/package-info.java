/**
 * Harbor, and a façade of somebody's own before a registry: robots are looked up, given a new token
 * and made to prove it.
 *
 * <p>What Harbor answers was observed on running ones, 2.12 to 2.15; where its documentation or its
 * sources say otherwise, what was observed holds.
 *
 * <p>May live here: what requests to Harbor look like and what its answers mean. May import: {@code
 * java.*}, JSpecify, {@code domain}, {@code port.out}, {@code adapter.out.exchange}, Jackson.
 */
@NullMarked
package dev.executionworkers.adapter.out.harbor;

import org.jspecify.annotations.NullMarked;
