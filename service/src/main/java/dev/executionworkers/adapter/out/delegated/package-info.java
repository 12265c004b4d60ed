/**
 * The systems that provision, bind and reconcile on our behalf: four endpoints that speak one small
 * contract, {@code docs/delegated.md}.
 *
 * <p>May live here: what is put on the wire to them, and what their answers mean. May import:
 * {@code java.*}, JSpecify, {@code domain}, {@code port.out}, {@code adapter.out.exchange},
 * Jackson.
 */
@NullMarked
package dev.executionworkers.adapter.out.delegated;

import org.jspecify.annotations.NullMarked;
