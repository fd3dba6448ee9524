package org.mosnas.model.family;

import org.mosnas.model.space.Block;
import org.mosnas.model.space.SubnetSpec;

/**
 * Runs blocks and whole subnets the way they run when they serve, on an engine, with dense weights
 * of no meaning.
 *
 * <p>Holds the memory of all its workloads; closed by its owner. Not thread-safe.
 */
public interface Workloads extends AutoCloseable {
  /** The whole work of one subnet on one batch. */
  Workload of(SubnetSpec spec);

  /** One block's share of that work. */
  Workload of(Block block);

  @Override
  void close();
}
