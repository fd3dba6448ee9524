package org.mosnas.model.supernet;

import java.io.Serializable;

/**
 * A linear map with experts.
 *
 * @param name prefix of its weights; expert 0 is {@code name.weight} and {@code name.bias}
 * @param router prefix of its router's parameters
 * @param inputs columns of the full weight
 * @param outputs rows of the full weight
 */
record MixedMap(String name, String router, int inputs, int outputs) implements Serializable {

  /** Prefix of the weights of one expert. */
  String expert(int index) {
    return index == 0 ? name : name + ".expert" + index;
  }
}
