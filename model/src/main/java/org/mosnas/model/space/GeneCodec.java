package org.mosnas.model.space;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Subnets of one space as strings of integers, HAT's gene string.
 *
 * <p>The order is HAT's: encoder embed, encoder layers, then the ffn and the heads of every encoder
 * layer; decoder embed, decoder layers, then the ffn, self-attention heads, encoder–decoder
 * attention heads and attended layers of every decoder layer. With 6 + 6 layers that is 40 genes.
 * Genes hold the values themselves, and for attention the number of attended layers, 1 to 3.
 *
 * <p>Genes of layers that a subnet does not have are inactive: they may hold any choice, {@link
 * #spec} ignores them, and {@link #genes} writes the first choice. So {@code spec(genes(s))} is
 * {@code s}, and two strings with equal active genes are one subnet.
 */
public final class GeneCodec {
  private final SearchSpace space;
  private final List<Dimension> dimensions = new ArrayList<>();

  /** Lays out the genes of {@code space}. */
  public GeneCodec(SearchSpace space) {
    this.space = space;
    for (Dimension dimension : Dimension.values()) {
      for (int slot = 0; slot < dimension.slots(space); slot++) {
        dimensions.add(dimension);
      }
    }
  }

  /** Number of genes of every subnet. */
  public int geneCount() {
    return dimensions.size();
  }

  /**
   * Values that a gene may take, in the order of the space.
   *
   * @param gene position, 0 to {@code geneCount() - 1}
   */
  public List<Integer> choices(int gene) {
    return dimensions.get(gene).choices(space);
  }

  /**
   * Whether a gene means anything in a string: genes of layers beyond the number of layers that the
   * string itself gives do not.
   *
   * @param genes a string of {@link #geneCount()} values
   * @param gene position, 0 to {@code geneCount() - 1}
   */
  public boolean isActive(int[] genes, int gene) {
    Dimension dimension = dimensions.get(gene);
    if (!dimension.perLayer()) {
      return true;
    }
    int layer = gene - dimensions.indexOf(dimension);
    return layer < genes[dimensions.indexOf(dimension.layerCount())];
  }

  /**
   * Writes a subnet as its canonical genes.
   *
   * @return a new array of {@link #geneCount()} values
   * @throws IncompatibleSpecException if the space does not contain {@code spec}
   */
  public int[] genes(TranslationSpec spec) {
    space.requireContains(spec);
    int[] genes = new int[geneCount()];
    int position = 0;
    for (Dimension dimension : Dimension.values()) {
      List<Integer> values = dimension.values(spec);
      for (int slot = 0; slot < dimension.slots(space); slot++) {
        boolean active = slot < values.size();
        genes[position++] = active ? values.get(slot) : dimension.choices(space).get(0);
      }
    }
    return genes;
  }

  /**
   * Reads the subnet that {@code genes} describe.
   *
   * @throws IllegalArgumentException if the length is wrong or a gene, active or not, is not one of
   *     its choices
   */
  public TranslationSpec spec(int[] genes) {
    if (genes.length != geneCount()) {
      throw new IllegalArgumentException(
          "expected " + geneCount() + " genes, got " + Arrays.toString(genes));
    }
    Map<Dimension, List<Integer>> values = new EnumMap<>(Dimension.class);
    for (int position = 0; position < genes.length; position++) {
      if (!choices(position).contains(genes[position])) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "gene %d (%s) must be one of %s, was %d",
                position,
                dimensions.get(position).label(),
                choices(position),
                genes[position]));
      }
      values.computeIfAbsent(dimensions.get(position), d -> new ArrayList<>()).add(genes[position]);
    }
    return Dimension.assemble(values);
  }
}
