package org.mosnas.model.family.bert;

import java.io.Serializable;
import org.mosnas.model.network.Head;
import org.mosnas.model.space.Checks;
import org.mosnas.model.space.CostFormula;
import org.mosnas.model.space.SubnetCost;
import org.mosnas.model.space.SubnetSpec;

/**
 * The closed formulas for parameters and FLOPs of BERTs as they are shipped, bottlenecks merged.
 *
 * <p>FLOPs are counted as HAT's profiler does, for one text; embeddings of words, positions and
 * types and the bias of the output layer are counted apart, as vocabulary matrices are. In the
 * bodies, {@code E} is the width of the stream, {@code d} that of a layer, {@code f} its ffn,
 * {@code T} the length.
 *
 * @param vocabulary number of tokens; positive
 * @param positions that embeddings are learned for; positive
 * @param head what the networks answer with
 * @param length tokens of the text; positive
 */
public record BertCosts(int vocabulary, int positions, Head head, int length)
    implements CostFormula, Serializable {
  /** Share of the tokens that are guessed in training. */
  private static final double MASKED = 0.15;

  /** What HAT's profiler counts per attention whatever its size. */
  private static final int ATTENTION_CONSTANT = 3;

  /** Checks the sizes. */
  public BertCosts {
    Checks.positive("vocabulary", vocabulary);
    Checks.positive("positions", positions);
    Checks.positive("length", length);
  }

  /**
   * Rows of a text that are scored: of the tokens that are guessed 15 %, at least one; of what is
   * asked of the whole text, one.
   */
  int scored() {
    return head.kind() == Head.Kind.TOKEN ? Math.max(1, (int) Math.round(MASKED * length)) : 1;
  }

  @Override
  public SubnetCost cost(SubnetSpec subnet) {
    BertSpec spec = ((BertSpec) subnet).merged();
    long E = spec.embed();
    int outputs = head.kind() == Head.Kind.TOKEN ? vocabulary : head.outputs();
    long tables = (long) vocabulary + positions + BertShape.TYPES;
    long classifier = head.kind() == Head.Kind.TOKEN ? 0 : outputs * E;
    return new SubnetCost(
        parameters(spec),
        2 * multiplyAccumulates(spec),
        tables * E + classifier + outputs,
        2 * E * scored() * outputs);
  }

  private long parameters(BertSpec spec) {
    long E = spec.embed();
    long headNorm = head.kind() == Head.Kind.TOKEN ? 2 * E : 0;
    long sum = 2 * E + E * E + E + headNorm;
    for (int i = 0; i < spec.layers().size(); i++) {
      sum += layerParameters(spec.layers().get(i)) + bottleneckParameters(spec, i);
    }
    return sum;
  }

  /** Attention, feed-forward network and two norms. */
  private static long layerParameters(BertLayerSpec layer) {
    long d = layer.width();
    long f = layer.ffn();
    return 4 * (d * d + d) + 2 * d * f + f + d + 4 * d;
  }

  private static long bottleneckParameters(BertSpec spec, int index) {
    if (spec.bottlenecks() == Bottlenecks.NONE) {
      return 0;
    }
    long d = spec.layers().get(index).width();
    long E = spec.embed();
    long in = d * spec.widthBefore(index) + d;
    return spec.returns(index) ? in + E * d + E : in;
  }

  private long multiplyAccumulates(BertSpec spec) {
    long E = spec.embed();
    long T = length;
    long rows = scored();
    long headNorm = head.kind() == Head.Kind.TOKEN ? rows * E : 0;
    long sum = T * E + rows * E * E + headNorm;
    for (int i = 0; i < spec.layers().size(); i++) {
      long d = spec.layers().get(i).width();
      long f = spec.layers().get(i).ffn();
      sum += 4 * T * d * d + 2 * T * d * f + 2 * T * T * d + T * d + ATTENTION_CONSTANT + 2 * T * d;
      if (spec.bottlenecks() != Bottlenecks.NONE) {
        sum += T * spec.widthBefore(i) * d;
      }
      if (spec.returns(i)) {
        sum += T * d * E;
      }
    }
    return sum;
  }

  /**
   * Parameters as the Mixture-of-Supernets paper's code counts them for its budgets: with
   * embeddings of words, 512 positions and two types, bottlenecks merged; without pooler and
   * without the bias of the output layer. The last norm is counted at the width of the last layer,
   * although it has that of the stream.
   *
   * @param vocabulary number of tokens; 30,522 in the paper
   */
  public static long publishedParameters(BertSpec subnet, int vocabulary) {
    BertSpec spec = subnet.merged();
    long E = spec.embed();
    long last = spec.layers().get(spec.layers().size() - 1).width();
    long sum = (vocabulary + 512L + 2) * E + 2 * E + E * E + E + 2 * last;
    for (int i = 0; i < spec.layers().size(); i++) {
      sum += layerParameters(spec.layers().get(i)) + bottleneckParameters(spec, i);
    }
    return sum;
  }
}
