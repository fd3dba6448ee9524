package org.mosnas.model.network;

import java.io.Serializable;
import java.util.Map;
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
