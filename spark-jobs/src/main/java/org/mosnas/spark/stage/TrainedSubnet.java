package org.mosnas.spark.stage;

import org.mosnas.model.network.NetworkShape;
import org.mosnas.model.supernet.DenseSubnet;
import org.mosnas.model.supernet.ParameterBank;
import org.mosnas.spark.train.CheckpointStore;

/** A subnet that was trained on its own. */
final class TrainedSubnet {
  private TrainedSubnet() {}

  /** The subnet with the parameters of the newest checkpoint, which has to exist. */
  static DenseSubnet of(NetworkShape shape, CheckpointStore checkpoints) {
    try (ParameterBank trained = checkpoints.parameters().orElseThrow()) {
      return new DenseSubnet(shape, trained.toArray());
    }
  }
}
