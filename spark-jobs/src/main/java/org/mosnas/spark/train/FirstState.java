package org.mosnas.spark.train;

import java.io.Serializable;
import java.util.List;
import java.util.function.Supplier;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.mosnas.model.supernet.Initializer;
import org.mosnas.model.supernet.ParameterBank;

/** What a training begins with, stored before its first round. */
public final class FirstState {
  private final Storing storing;

  private FirstState(Storing storing) {
    this.storing = storing;
  }

  /** Stores the state where it belongs. */
  private interface Storing {
    StateRef store(JavaSparkContext spark, TrainTask task, Place place);
  }

  /** New weights, drawn on an executor by the seed of the task. */
  public static FirstState drawn() {
    return new FirstState(
        (spark, task, place) ->
            spark.parallelize(List.of(0), 1).map(new Draw(task, place)).collect().get(0));
  }

  /**
   * Weights that this process has.
   *
   * @param parameters in the layout of the task; closed when they are stored
   */
  public static FirstState given(Supplier<ParameterBank> parameters) {
    return new FirstState(
        (spark, task, place) -> {
          try (ParameterBank bank = parameters.get()) {
            return place.write(bank);
          }
        });
  }

  /** What is made out only when it is needed: not where training goes on from a checkpoint. */
  public static FirstState lazily(Supplier<FirstState> state) {
    return new FirstState((spark, task, place) -> state.get().store(spark, task, place));
  }

  StateRef store(JavaSparkContext spark, TrainTask task, Place place) {
    return storing.store(spark, task, place);
  }

  /**
   * Where it goes.
   *
   * @param files of the file system
   * @param folder of its blocks
   * @param blockFloats of each vector in a block
   */
  record Place(SharedFiles files, String folder, int blockFloats) implements Serializable {
    private StateRef write(ParameterBank bank) {
      Path path = new Path(folder);
      return new StateWriter(files.on(path), path).writeFirst(bank, blockFloats);
    }
  }

  /** The task of an executor. */
  private record Draw(TrainTask task, Place place) implements Function<Integer, StateRef> {
    @Override
    public StateRef call(Integer any) {
      try (ParameterBank bank = Initializer.initialize(task.supernet(), task.seed())) {
        return place.write(bank);
      }
    }
  }
}
