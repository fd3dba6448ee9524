package org.mosnas.model.supernet;

/**
 * A linear map with experts.
 *
 * @param name prefix of its weights; expert 0 is {@code name.weight} and {@code name.bias}
 * @param router prefix of its router's parameters
 */
public record MixedMap(String name, String router) {

  /** Prefix of the weights of one expert. */
  public String expert(int index) {
    return index == 0 ? name : name + ".expert" + index;
  }

  /** Prefix of a hidden layer of its router. */
  public String routerHidden(int index) {
    return Router.hidden(router, index);
  }

  /** Prefix of the last layer of its router. */
  public String routerOutput() {
    return Router.output(router);
  }
}
