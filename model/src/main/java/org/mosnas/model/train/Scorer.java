package org.mosnas.model.train;

import java.util.List;
import org.mosnas.model.engine.PassResult;
import org.mosnas.model.network.Batch;
import org.mosnas.model.space.SubnetSpec;

/** The parameters of a supernet on one device, ready to score subnets that inherit them. */
public interface Scorer extends AutoCloseable {
  /**
   * The loss of a subnet with inherited weights, HAT's fitness; routers run without dropout.
   *
   * @param batches at least one
   * @return loss and negative log-likelihood per scored row, in nats
   */
  PassResult evaluate(SubnetSpec spec, List<? extends Batch> batches);

  @Override
  void close();
}
