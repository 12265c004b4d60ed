package dev.executionworkers.acceptance.crash;

import dev.executionworkers.acceptance.Entrance;

/** Which of the services there can be is put to the test. */
record Variant(Entrance entrance, Store.Kind store, Strategy strategy) {

  /** One that is asked over HTTP. */
  static Variant of(Store.Kind store, Strategy strategy) {
    return new Variant(Entrance.HTTP, store, strategy);
  }

  /** The same, asked by that entrance. */
  Variant by(Entrance other) {
    return new Variant(other, store, strategy);
  }

  @Override
  public String toString() {
    return entrance + " on " + store + ", rotation " + strategy;
  }
}
