package org.mosnas.spark.train;

import java.io.Serializable;
import java.util.LinkedHashMap;
import org.mosnas.model.engine.EngineKind;
import org.mosnas.model.network.NetworkShape;
import org.mosnas.model.random.Seeds;
import org.mosnas.model.space.SubnetSpec;
import org.mosnas.model.supernet.Mixture;
import org.mosnas.model.supernet.RouterInput;
import org.mosnas.model.supernet.Supernet;
import org.mosnas.model.task.Batcher;
import org.mosnas.model.train.SubnetSchedule;
import org.mosnas.model.train.TrainSettings;

/**
 * What is trained, and how: a supernet, or one subnet on its own. Travels to the executors.
 *
 * @param id distinguishes it from all other tasks; replicas are kept by it
 * @param shape sizes of the weights
 * @param mixture experts and routers
 * @param routerInput what routers see
 * @param engine what computes
 * @param settings how it is trained
 * @param schedule which subnets an update trains
 * @param batcher makes its batches
 * @param validated the subnets whose validation loss is watched, by name
 * @param seed of all draws
 */
public record TrainTask(
    String id,
    NetworkShape shape,
    Mixture mixture,
    RouterInput routerInput,
    EngineKind engine,
    TrainSettings settings,
    SubnetSchedule schedule,
    Batcher batcher,
    LinkedHashMap<String, SubnetSpec> validated,
    long seed)
    implements Serializable {

  /**
   * The same training once more, of one worker.
   *
   * @param trial its settings
   * @param number of its seed
   */
  public TrainTask trial(TrainSettings trial, int number) {
    return new TrainTask(
        id + "-" + number,
        shape,
        mixture,
        routerInput,
        engine,
        trial,
        schedule,
        batcher,
        validated,
        Seeds.child(seed, "trial", number));
  }

  /** The supernet; cheap to make. */
  public Supernet supernet() {
    return new Supernet(shape, mixture, routerInput);
  }

  /** The same with experts and routers. */
  public TrainTask mixing(Mixture experts, RouterInput seen) {
    return new TrainTask(
        id, shape, experts, seen, engine, settings, schedule, batcher, validated, seed);
  }
}
