package org.mosnas.model.family.bert;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.mosnas.model.space.EncodingKind;
import org.mosnas.model.space.Genes;
import org.mosnas.model.space.SpecEncoder;
import org.mosnas.model.space.SubnetSpec;

/**
 * Sizes of a network whose layers are alike as a vector: {@link EncodingKind#FINE} and {@link
 * EncodingKind#AGGREGATE}, which are one here, width, heads, width of the feed-forward network and,
 * where there is a choice, layers, each divided by the greatest, which is what the paper's routers
 * see; {@link EncodingKind#ONE_HOT} for each of the four as many numbers as it has choices, of
 * which one is 1.
 *
 * @param space whose subnets are encoded
 */
record HomogeneousEncoder(HomogeneousSpace space) implements SpecEncoder {
  private static final double FIXED_INPUT = 0.5;

  @Override
  public int length(EncodingKind kind) {
    if (kind != EncodingKind.ONE_HOT) {
      return space.layers().size() == 1 ? 3 : 4;
    }
    return space.hidden().size()
        + space.heads().size()
        + space.ffnPercent().size()
        + space.layers().size();
  }

  @Override
  public double[] encode(SubnetSpec subnet, EncodingKind kind) {
    BertSpec spec = (BertSpec) subnet;
    return switch (kind) {
      case AGGREGATE, FINE -> sizes(spec);
      case ONE_HOT -> choices(spec);
      case FIXED -> {
        double[] fixed = new double[length(kind)];
        Arrays.fill(fixed, FIXED_INPUT);
        yield fixed;
      }
    };
  }

  private double[] sizes(BertSpec spec) {
    BertLayerSpec layer = spec.layers().get(0);
    BertLayerSpec greatest = space.largest().layers().get(0);
    List<Double> sizes = new ArrayList<>();
    sizes.add((double) spec.embed() / greatest.width());
    sizes.add((double) layer.heads() / greatest.heads());
    sizes.add((double) layer.ffn() / greatest.ffn());
    if (space.layers().size() > 1) {
      sizes.add((double) spec.layers().size() / Collections.max(space.layers()));
    }
    return sizes.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private double[] choices(BertSpec spec) {
    Genes genes = space.genes();
    int[] values = genes.of(spec);
    double[] encoding = new double[length(EncodingKind.ONE_HOT)];
    int start = 0;
    for (int gene = 0; gene < values.length; gene++) {
      encoding[start + genes.choices(gene).indexOf(values[gene])] = 1;
      start += genes.choices(gene).size();
    }
    return encoding;
  }
}
