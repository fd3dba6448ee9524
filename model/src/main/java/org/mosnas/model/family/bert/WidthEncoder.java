package org.mosnas.model.family.bert;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.mosnas.model.space.EncodingKind;
import org.mosnas.model.space.SpecEncoder;
import org.mosnas.model.space.SubnetSpec;

/**
 * The widths of layers as a vector: {@link EncodingKind#FINE} one number per layer, {@code 0.01 +
 * (width - least) / (greatest - least)}, which is what the paper's routers see; {@link
 * EncodingKind#AGGREGATE} the mean of these; {@link EncodingKind#ONE_HOT} as many numbers per layer
 * as there are widths, of which one is 1.
 *
 * @param hidden widths that there are
 * @param layers number of layers
 */
record WidthEncoder(List<Integer> hidden, int layers) implements SpecEncoder {
  private static final double LEAST = 0.01;
  private static final double FIXED_INPUT = 0.5;

  @Override
  public int length(EncodingKind kind) {
    return switch (kind) {
      case AGGREGATE -> 1;
      case FINE, FIXED -> layers;
      case ONE_HOT -> layers * hidden.size();
    };
  }

  @Override
  public double[] encode(SubnetSpec subnet, EncodingKind kind) {
    BertSpec spec = (BertSpec) subnet;
    if (spec.layers().size() != layers) {
      throw new IllegalArgumentException(
          "expected " + layers + " layers, subnet " + spec.id() + " has " + spec.layers().size());
    }
    double[] encoding = new double[length(kind)];
    switch (kind) {
      case FIXED -> Arrays.fill(encoding, FIXED_INPUT);
      case AGGREGATE -> encoding[0] = mean(spec);
      case FINE -> Arrays.setAll(encoding, i -> scaled(spec.layers().get(i).width()));
      case ONE_HOT -> {
        for (int i = 0; i < layers; i++) {
          encoding[i * hidden.size() + index(spec.layers().get(i).width())] = 1;
        }
      }
    }
    return encoding;
  }

  private double mean(BertSpec spec) {
    return spec.layers().stream().mapToDouble(layer -> scaled(layer.width())).sum() / layers;
  }

  private double scaled(int width) {
    int least = Collections.min(hidden);
    int range = Math.max(1, Collections.max(hidden) - least);
    return LEAST + (double) (width - least) / range;
  }

  private int index(int width) {
    int index = hidden.indexOf(width);
    if (index < 0) {
      throw new IllegalArgumentException("width " + width + " is none of " + hidden);
    }
    return index;
  }
}
