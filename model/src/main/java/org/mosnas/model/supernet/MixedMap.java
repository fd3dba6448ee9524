package org.mosnas.model.supernet;

/**
 * A linear map with experts.
 *
 * @param name prefix of its weights; expert 0 is {@code name.weight} and {@code name.bias}
 * @param router prefix of its router's parameters
 */
record MixedMap(String name, String router) {

  /** Prefix of the weights of one expert. */
  String expert(int index) {
    return index == 0 ? name : name + ".expert" + index;
  }
}
