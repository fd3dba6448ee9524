package org.mosnas.model.network;

import java.io.Serializable;
import java.util.Map;
import java.util.Optional;
import org.mosnas.model.space.CostFormula;
import org.mosnas.model.space.SubnetSpec;

/**
 * What fixes the size of every weight of a network, supernet or single subnet: a value of its
 * family, to be sent to executors.
 */
public interface NetworkShape extends Serializable {
  /** The widest subnet that fits: every weight of any other is a prefix of its weight. */
  SubnetSpec envelope();

  /** The shape of one subnet on its own, which remembers where it is from. */
  NetworkShape single(SubnetSpec spec);

  /**
   * The same network with another head; what lies below the head keeps its names and sizes.
   *
   * @throws IllegalArgumentException if the family has no such head
   */
  default NetworkShape headed(Head head) {
    if (!head.equals(Head.TOKEN)) {
      throw new IllegalArgumentException("these networks answer with tokens, not with a " + head);
    }
    return this;
  }

  /** What the networks answer with. */
  default Head head() {
    return Head.TOKEN;
  }

  /**
   * What is shipped of a subnet: itself, or the network into which its weights can be merged. Costs
   * are those of what is shipped.
   */
  default SubnetSpec shipped(SubnetSpec spec) {
    return spec;
  }

  /**
   * How wide what networks show to others is.
   *
   * @param states width of the hidden states after the last layer
   * @param vectors width of queries, keys and values of the last self-attention
   * @param longest text that the network reads, in tokens
   */
  record Shown(int states, int vectors, int longest) {}

  /** What {@link Outputs#inner} of the network of a subnet holds, if networks show it at all. */
  default Optional<Shown> shown(SubnetSpec spec) {
    return Optional.empty();
  }

  /** How the first values of the weights are drawn. */
  default FirstValues firstValues() {
    return FirstValues.XAVIER;
  }

  /** Declares the weights of the envelope. */
  void declare(WeightDeclarations weights);

  /**
   * The network of a subnet.
   *
   * @param spec fits in {@link #envelope()}
   * @param dropout rates at the full width; unused by interpreters that do not train
   */
  Network network(SubnetSpec spec, DropoutRates dropout);

  /** The closed formulas for costs at a length, in tokens. */
  CostFormula costs(int length);

  /** Sizes that all subnets share and that decide how long they take, by name. */
  Map<String, Integer> commonSizes();

  /** A batch without content, to count and to warm up with. */
  Batch blank(int examples, int length);
}
