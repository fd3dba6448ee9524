package org.mosnas.spark.masked.evaluate;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.mosnas.model.engine.Computation;
import org.mosnas.model.engine.Engine;
import org.mosnas.model.engine.EngineKind;
import org.mosnas.model.family.bert.TextBatch;
import org.mosnas.model.memory.Matrix;
import org.mosnas.model.network.DropoutRates;
import org.mosnas.model.network.Network;
import org.mosnas.model.network.Ops;
import org.mosnas.model.network.Outputs;
import org.mosnas.model.network.Weights;
import org.mosnas.model.supernet.DenseSubnet;
import org.mosnas.model.supernet.ParameterBank;
import org.mosnas.spark.cluster.Shared;

/** Has one subnet guess the hidden pieces of many sequences, spread over the executors. */
final class GuessJob {
  private static final int SLICES_PER_CORE = 4;

  private final JavaSparkContext spark;
  private final EngineKind engine;

  GuessJob(JavaSparkContext spark, EngineKind engine) {
    this.spark = spark;
    this.engine = engine;
  }

  /**
   * Guesses.
   *
   * @param batches sequences with hidden pieces
   * @return a guess for every row that is scored, batch by batch in the order given
   */
  List<Guess> guess(DenseSubnet subnet, List<TextBatch> batches) {
    try (Shared<DenseSubnet> network = Shared.of(spark, subnet)) {
      int slices =
          Math.max(1, Math.min(batches.size(), SLICES_PER_CORE * spark.defaultParallelism()));
      spark.setJobDescription("guess with " + subnet.spec().id());
      return spark
          .parallelize(batches, slices)
          .mapPartitions(new GuessBatches(network.broadcast(), engine))
          .collect();
    }
  }

  private static final class GuessBatches implements FlatMapFunction<Iterator<TextBatch>, Guess> {
    private static final long serialVersionUID = 1L;

    private final Broadcast<DenseSubnet> network;
    private final EngineKind kind;

    GuessBatches(Broadcast<DenseSubnet> network, EngineKind kind) {
      this.network = network;
      this.kind = kind;
    }

    @Override
    public Iterator<Guess> call(Iterator<TextBatch> batches) {
      List<Guess> guesses = new ArrayList<>();
      DenseSubnet subnet = network.value();
      try (ParameterBank bank = subnet.toBank();
          Engine engine = kind.evaluation().open()) {
        Network dense = subnet.shape().network(subnet.spec(), DropoutRates.NONE);
        Weights weights = subnet.network().collapse(subnet.spec(), bank, engine.workbench());
        while (batches.hasNext()) {
          TextBatch batch = batches.next();
          engine.compute(
              weights,
              new Scores(dense, batch),
              logits -> {
                for (int row = 0; row < logits.rows(); row++) {
                  guesses.add(guess(logits, row, batch.targets()[row]));
                }
              });
        }
      }
      return guesses.iterator();
    }

    private static Guess guess(Matrix logits, int row, int right) {
      int best = 0;
      for (int id = 1; id < logits.columns(); id++) {
        best = logits.get(row, id) > logits.get(row, best) ? id : best;
      }
      double largest = logits.get(row, best);
      double sum = 0;
      for (int id = 0; id < logits.columns(); id++) {
        sum += Math.exp(logits.get(row, id) - largest);
      }
      return new Guess(best, Math.log(sum) + largest - logits.get(row, right));
    }
  }

  /** Scores of all pieces for every row, {@code [rows, vocab]}. */
  private record Scores(Network network, TextBatch batch) implements Computation {
    @Override
    public <T> T on(Ops<T> ops, Inputs<T> inputs) {
      Outputs<T> outputs = network.run(ops, batch);
      return ops.logits(outputs.hidden(), outputs.layer());
    }
  }
}
