package org.mosnas.model.family.translation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.mosnas.model.space.Genes;
import org.mosnas.model.space.SubnetSpec;

/**
 * Subnets of one space as strings of integers, HAT's gene string.
 *
 * <p>The order is HAT's: encoder embed, encoder layers, then the ffn and the heads of every encoder
 * layer; decoder embed, decoder layers, then the ffn, self-attention heads, encoder–decoder
 * attention heads and attended layers of every decoder layer. With 6 + 6 layers that is 40 genes.
 * Genes hold the values themselves, and for attention the number of attended layers, 1 to 3.
 *
 * <p>Genes of layers that a subnet does not have are inactive: they may hold any choice, {@link
 * #spec} ignores them, and {@link #of} writes the first choice. So {@code spec(of(s))} is {@code
 * s}, and two strings with equal active genes are one subnet.
 */
public final class TranslationGenes implements Genes {
  private final TranslationSpace space;
  private final List<Dimension> dimensions = new ArrayList<>();

  /** Lays out the genes of {@code space}. */
  public TranslationGenes(TranslationSpace space) {
    this.space = space;
    for (Dimension dimension : Dimension.values()) {
      for (int slot = 0; slot < dimension.slots(space); slot++) {
        dimensions.add(dimension);
      }
    }
  }

  @Override
  public int count() {
    return dimensions.size();
  }

  @Override
  public List<Integer> choices(int gene) {
    return dimensions.get(gene).choices(space);
  }

  @Override
  public boolean isActive(int[] genes, int gene) {
    Dimension dimension = dimensions.get(gene);
    if (!dimension.perLayer()) {
      return true;
    }
    int layer = gene - dimensions.indexOf(dimension);
    return layer < genes[dimensions.indexOf(dimension.layerCount())];
  }

  @Override
  public List<Integer> global() {
    return Stream.of(
            Dimension.ENCODER_EMBED,
            Dimension.DECODER_EMBED,
            Dimension.ENCODER_LAYERS,
            Dimension.DECODER_LAYERS)
        .map(dimensions::indexOf)
        .toList();
  }

  @Override
  public List<List<Integer>> layers() {
    List<List<Integer>> layers = new ArrayList<>();
    for (Dimension depth : List.of(Dimension.ENCODER_LAYERS, Dimension.DECODER_LAYERS)) {
      List<Dimension> ofLayer =
          Arrays.stream(Dimension.values())
              .filter(dimension -> dimension.perLayer() && dimension.layerCount() == depth)
              .toList();
      for (int i = 0; i < ofLayer.get(0).slots(space); i++) {
        int layer = i;
        layers.add(ofLayer.stream().map(d -> dimensions.indexOf(d) + layer).toList());
      }
    }
    return layers;
  }

  @Override
  public int[] of(SubnetSpec subnet) {
    TranslationSpec spec = (TranslationSpec) space.requireContains(subnet);
    int[] genes = new int[count()];
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

  @Override
  public TranslationSpec spec(int[] genes) {
    if (genes.length != count()) {
      throw new IllegalArgumentException(
          "expected " + count() + " genes, got " + Arrays.toString(genes));
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
