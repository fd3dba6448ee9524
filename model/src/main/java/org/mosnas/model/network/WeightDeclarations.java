package org.mosnas.model.network;

/**
 * Where a network declares its weights, in the order in which they are laid out. A supernet adds
 * experts and routers to what may be mixed.
 */
public interface WeightDeclarations {
  /** Ends the name of the weight of a norm, which files of all versions call its gain. */
  String NORM_WEIGHT = ".gain";

  /** One row per token of a vocabulary, {@code [vocabulary, columns]}. */
  void table(String name, int vocabulary, int columns, Role role);

  /** {@code name.weight} {@code [outputs, inputs]} and {@code name.bias} {@code [outputs]}. */
  void linear(String name, int outputs, int inputs, Role role);

  /**
   * As {@link #linear}, for a map whose weights may be mixed from several experts.
   *
   * @param layer prefix of the layer it belongs to; maps of one layer can share a router
   * @param map what it is called in its layer
   */
  void mixedLinear(String layer, String map, int outputs, int inputs, Role role);

  /** A vector by itself, zero at first, {@code [size]}: the bias of an output layer. */
  void bias(String name, int size, Role role);

  /**
   * Weight and bias of a norm, each {@code [size]}: {@code name} + {@link #NORM_WEIGHT} and {@code
   * name.bias}.
   */
  void norm(String name, int size);
}
