package org.mosnas.spark.task;

import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.SparkSession;
import org.mosnas.model.network.Example;
import org.mosnas.model.network.Head;
import org.mosnas.model.task.Batcher;
import org.mosnas.spark.config.EffectiveConfig;

/** The prepared data of a run. */
public interface TaskData {
  /** Makes batches of the examples. */
  Batcher batcher();

  /** Hash of everything that decides what the data are. */
  String fingerprint();

  /** In what these data differ from those that some settings ask for, if in anything. */
  Optional<String> difference(EffectiveConfig settings);

  /** Sizes of the vocabularies, as many as the family of the networks has. */
  List<Integer> vocabularies();

  /** What networks are asked for. */
  default Head head() {
    return Head.TOKEN;
  }

  /**
   * The training examples, one list per worker, in an order that does not depend on the cluster.
   *
   * @param workers number of partitions
   * @throws org.mosnas.model.error.MosnasException of kind USAGE if there are too few shards
   */
  JavaRDD<List<Example>> trainShards(SparkSession spark, int workers);

  /**
   * What the output layer of new networks begins with: logarithms of how frequent each answer is in
   * the training data, {@code [outputs]}, so that the weights need not learn that first. Empty for
   * zeros.
   */
  default Optional<float[]> answerFrequencies(SparkSession spark) {
    return Optional.empty();
  }

  /** The validation examples, in their order. */
  List<Example> validation(SparkSession spark);
}
