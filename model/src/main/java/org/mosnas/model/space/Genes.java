package org.mosnas.model.space;

import java.util.List;

/**
 * Subnets of one space as lists of genes, for search algorithms.
 *
 * <p>All subnets have the same number of genes, those of layers that a shallower subnet does not
 * have included.
 */
public interface Genes {
  /** Length of every list. */
  int count();

  /** Values that a gene may take; those of an inactive gene too. */
  List<Integer> choices(int gene);

  /** Whether a gene belongs to a layer that the subnet has; genes of no layer always do. */
  boolean isActive(int[] genes, int gene);

  /** Genes that shape the network as a whole, such as widths and numbers of layers. */
  List<Integer> global();

  /** For every layer of the deepest subnet the genes that belong to it alone. */
  List<List<Integer>> layers();

  /**
   * The genes of a subnet; inactive genes get their first choice.
   *
   * @return a new array of {@code count()} values
   * @throws IncompatibleSpecException if {@code spec} is not in this space
   */
  int[] of(SubnetSpec spec);

  /**
   * The subnet of some genes; inactive genes have no effect.
   *
   * @throws IllegalArgumentException if the length is wrong or a value is not among the choices
   */
  SubnetSpec spec(int[] genes);
}
