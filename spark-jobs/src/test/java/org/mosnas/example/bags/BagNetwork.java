package org.mosnas.example.bags;

import java.util.List;
import org.mosnas.model.network.Batch;
import org.mosnas.model.network.Network;
import org.mosnas.model.network.Ops;
import org.mosnas.model.network.Ops.Activation;
import org.mosnas.model.network.Ops.Attention;
import org.mosnas.model.network.Outputs;

/** Attends to the words of a bag, squeezes what it saw and says what is asked of it. */
record BagNetwork(BagShape shape, BagSpec spec) implements Network {
  @Override
  public <T> Outputs<T> run(Ops<T> ops, Batch batch) {
    BagBatch bags = (BagBatch) batch;
    Attention whole = new Attention(bags.segments(), bags.segments(), 1, false);
    T words = ops.embed("embedding", bags.tokensRead(), spec.embed(), shape.envelope().embed());
    T seen = ops.attention(words, words, words, whole, 0);
    T hidden = ops.linear(seen, "bag.in", spec.hidden(), Activation.RELU);
    T said = ops.linear(hidden, "bag.out", spec.embed(), Activation.NONE);
    return new Outputs<>(List.of(ops.rows(said, bags.rows())), shape.outputs());
  }
}
