package org.mosnas.spark.profile;

import java.io.Serializable;
import org.mosnas.model.engine.EngineKind;
import org.mosnas.model.family.Family;
import org.mosnas.model.family.WorkloadSize;
import org.mosnas.model.family.Workloads;
import org.mosnas.model.network.NetworkShape;
import org.mosnas.search.latency.LatencyTable.NetworkFrame;

/**
 * What is timed: the networks of a supernet on an engine. Travels to the executors.
 *
 * @param family of the networks
 * @param engine on which they run
 * @param shape of the supernet
 */
public record TimedNetworks(Family family, EngineKind engine, NetworkShape shape)
    implements Serializable {
  /** What the networks have in common, as latency tables keep it. */
  public NetworkFrame frame() {
    return NetworkFrame.of(shape.commonSizes());
  }

  /** The workloads of some size; the caller closes them. */
  Workloads workloads(WorkloadSize size) {
    return family.workloads(engine, shape, size);
  }
}
