package org.mosnas.spark.evaluate;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.mosnas.model.decode.Hypothesis;
import org.mosnas.model.decode.Translator;
import org.mosnas.model.engine.tape.Workbench;
import org.mosnas.model.network.DropoutRates;
import org.mosnas.model.network.TranslationNetwork;
import org.mosnas.model.supernet.DenseSubnet;
import org.mosnas.model.supernet.ParameterBank;
import scala.Tuple2;

/** Translates many sentences with one subnet, spread over the executors. */
public final class TranslateJob {
  private static final int SLICES_PER_CORE = 4;

  private final JavaSparkContext spark;
  private final EvaluateSettings settings;

  /** Prepares the job. */
  public TranslateJob(JavaSparkContext spark, EvaluateSettings settings) {
    this.spark = spark;
    this.settings = settings;
  }

  /**
   * Translates.
   *
   * @param sources word ids, each ending in {@code </s>}
   * @return the best translation of each, without {@code </s>}, in the order given
   */
  public List<int[]> translate(DenseSubnet subnet, List<int[]> sources) {
    Broadcast<DenseSubnet> network = spark.broadcast(subnet);
    try {
      // The longest first, dealt out in turns, so that all slices take about as long.
      List<Integer> order =
          IntStream.range(0, sources.size())
              .boxed()
              .sorted((i, j) -> Integer.compare(sources.get(j).length, sources.get(i).length))
              .toList();
      int slices =
          Math.max(1, Math.min(sources.size(), SLICES_PER_CORE * spark.defaultParallelism()));
      List<List<Tuple2<Integer, int[]>>> dealt = new ArrayList<>();
      IntStream.range(0, slices).forEach(slice -> dealt.add(new ArrayList<>()));
      for (int i = 0; i < order.size(); i++) {
        int sentence = order.get(i);
        dealt.get(i % slices).add(new Tuple2<>(sentence, sources.get(sentence)));
      }
      List<int[]> translations = new ArrayList<>(sources);
      spark.setJobDescription("translate with " + subnet.spec().id());
      spark
          .parallelize(dealt, slices)
          .flatMap(new Translate(network, settings))
          .collect()
          .forEach(result -> translations.set(result._1(), result._2()));
      return translations;
    } finally {
      network.destroy();
    }
  }

  private static final class Translate
      implements FlatMapFunction<List<Tuple2<Integer, int[]>>, Tuple2<Integer, int[]>> {
    private static final long serialVersionUID = 1L;

    private final Broadcast<DenseSubnet> network;
    private final EvaluateSettings settings;

    Translate(Broadcast<DenseSubnet> network, EvaluateSettings settings) {
      this.network = network;
      this.settings = settings;
    }

    @Override
    public Iterator<Tuple2<Integer, int[]>> call(List<Tuple2<Integer, int[]>> sentences) {
      DenseSubnet subnet = network.value();
      List<Tuple2<Integer, int[]>> results = new ArrayList<>();
      try (ParameterBank bank = subnet.toBank();
          Workbench bench = new Workbench();
          Translator translator =
              Translator.onTape(
                  new TranslationNetwork(subnet.shape(), subnet.spec(), DropoutRates.NONE),
                  subnet.network().collapse(subnet.spec(), bank, bench),
                  bench,
                  settings.decode())) {
        List<List<Hypothesis>> translated =
            translator.translateAll(
                sentences.stream().map(Tuple2::_2).toList(), settings.batchSentences(), done -> {});
        for (int i = 0; i < translated.size(); i++) {
          results.add(new Tuple2<>(sentences.get(i)._1(), translated.get(i).get(0).ids()));
        }
      }
      return results.iterator();
    }
  }
}
