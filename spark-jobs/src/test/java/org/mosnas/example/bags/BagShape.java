package org.mosnas.example.bags;

import java.util.Collections;
import java.util.Map;
import org.mosnas.model.network.DropoutRates;
import org.mosnas.model.network.Head;
import org.mosnas.model.network.NetworkShape;
import org.mosnas.model.network.Outputs;
import org.mosnas.model.network.Role;
import org.mosnas.model.network.WeightDeclarations;
import org.mosnas.model.space.CostFormula;
import org.mosnas.model.space.SubnetCost;
import org.mosnas.model.space.SubnetSpec;

/**
 * Sizes of the weights of autoencoders.
 *
 * @param envelope the widest
 * @param vocabulary words
 * @param head what is said of the words
 */
record BagShape(BagSpec envelope, int vocabulary, Head head) implements NetworkShape {
  private static final String CLASSES = "classes";

  @Override
  public BagShape single(SubnetSpec spec) {
    return new BagShape((BagSpec) spec, vocabulary, head);
  }

  @Override
  public BagShape headed(Head other) {
    return new BagShape(envelope, vocabulary, other);
  }

  Outputs.Layer outputs() {
    return head.kind() == Head.Kind.CLASS
        ? new Outputs.Layer(CLASSES, head.outputs())
        : new Outputs.Layer("embedding", vocabulary);
  }

  @Override
  public void declare(WeightDeclarations weights) {
    weights.table("embedding", vocabulary, envelope.embed(), Role.EMBEDDING);
    weights.mixedLinear("bag.", "in", envelope.hidden(), envelope.embed(), Role.FEED_FORWARD_IN);
    weights.mixedLinear("bag.", "out", envelope.embed(), envelope.hidden(), Role.FEED_FORWARD_OUT);
    if (head.kind() == Head.Kind.CLASS) {
      weights.table(CLASSES, head.outputs(), envelope.embed(), Role.OUTPUT);
    }
  }

  @Override
  public BagNetwork network(SubnetSpec spec, DropoutRates dropout) {
    return new BagNetwork(this, (BagSpec) spec);
  }

  @Override
  public CostFormula costs(int length) {
    return spec -> {
      BagSpec bag = (BagSpec) spec;
      long weights = 2L * bag.embed() * bag.hidden();
      long table = (long) vocabulary * bag.embed();
      return new SubnetCost(
          weights + bag.embed() + bag.hidden(), 2L * length * weights, table, 2L * length * table);
    };
  }

  @Override
  public Map<String, Integer> commonSizes() {
    return Map.of("vocabulary-size", vocabulary);
  }

  @Override
  public BagBatch blank(int examples, int length) {
    return BagBatch.said(Collections.nCopies(examples, new Bag(new int[length])));
  }
}
