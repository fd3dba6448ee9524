package org.mosnas.spark.labelled.evaluate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.mosnas.model.supernet.DenseSubnet;
import org.mosnas.model.task.labelled.LabelledBatcher;
import org.mosnas.model.task.labelled.LabelledExample;
import org.mosnas.model.task.labelled.SubnetAnswers;
import org.mosnas.spark.cluster.Shared;
import scala.Tuple2;

/** Scores many texts with one subnet, spread over the executors. */
public final class AnswerJob {
  private static final int SLICES_PER_CORE = 2;

  private final JavaSparkContext spark;
  private final LabelledBatcher batcher;
  private final LabelledEvaluateSettings settings;

  /** Prepares the job. */
  public AnswerJob(
      JavaSparkContext spark, LabelledBatcher batcher, LabelledEvaluateSettings settings) {
    this.spark = spark;
    this.batcher = batcher;
    this.settings = settings;
  }

  /**
   * Scores.
   *
   * @return a number for every class, or one, {@code [outputs]}, for each text in the order given
   */
  public List<float[]> scores(DenseSubnet subnet, List<LabelledExample> examples) {
    int slices =
        Math.max(1, Math.min(examples.size(), SLICES_PER_CORE * spark.defaultParallelism()));
    float[][] scores = new float[examples.size()][];
    try (Shared<DenseSubnet> network = Shared.of(spark, subnet)) {
      spark.setJobDescription("answer with " + subnet.spec().id());
      spark
          .parallelize(deal(examples, slices), slices)
          .flatMap(new Answer(network.broadcast(), batcher, settings))
          .collect()
          .forEach(result -> scores[result._1()] = result._2());
    }
    return List.of(scores);
  }

  /** In turns, the longest first, so that all shares take about as long. */
  private static List<List<Tuple2<Integer, LabelledExample>>> deal(
      List<LabelledExample> examples, int slices) {
    List<List<Tuple2<Integer, LabelledExample>>> dealt = new ArrayList<>();
    IntStream.range(0, slices).forEach(slice -> dealt.add(new ArrayList<>()));
    Comparator<Integer> byLength = Comparator.comparingInt(i -> examples.get(i).ids().length);
    List<Integer> order =
        IntStream.range(0, examples.size()).boxed().sorted(byLength.reversed()).toList();
    for (int i = 0; i < order.size(); i++) {
      int example = order.get(i);
      dealt.get(i % slices).add(new Tuple2<>(example, examples.get(example)));
    }
    return dealt;
  }

  private static final class Answer
      implements FlatMapFunction<List<Tuple2<Integer, LabelledExample>>, Tuple2<Integer, float[]>> {
    private static final long serialVersionUID = 1L;

    private final Broadcast<DenseSubnet> network;
    private final LabelledBatcher batcher;
    private final LabelledEvaluateSettings settings;

    Answer(
        Broadcast<DenseSubnet> network,
        LabelledBatcher batcher,
        LabelledEvaluateSettings settings) {
      this.network = network;
      this.batcher = batcher;
      this.settings = settings;
    }

    @Override
    public Iterator<Tuple2<Integer, float[]>> call(
        List<Tuple2<Integer, LabelledExample>> examples) {
      List<Tuple2<Integer, float[]>> results = new ArrayList<>();
      try (SubnetAnswers answers = new SubnetAnswers(network.value(), settings.engine(), batcher)) {
        List<float[]> scores =
            answers.scores(examples.stream().map(Tuple2::_2).toList(), settings.maxTokens());
        for (int i = 0; i < scores.size(); i++) {
          results.add(new Tuple2<>(examples.get(i)._1(), scores.get(i)));
        }
      }
      return results.iterator();
    }
  }
}
