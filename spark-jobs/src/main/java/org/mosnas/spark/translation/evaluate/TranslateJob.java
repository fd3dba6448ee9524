package org.mosnas.spark.translation.evaluate;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.mosnas.model.engine.EngineKind;
import org.mosnas.model.supernet.DenseSubnet;
import org.mosnas.spark.cluster.Shared;
import org.mosnas.spark.line.ByLength;
import scala.Tuple2;

/** Translates many sentences with one subnet, spread over the executors. */
public final class TranslateJob {
  private static final int SLICES_PER_CORE = 4;

  private final JavaSparkContext spark;
  private final EngineKind engine;
  private final EvaluateSettings settings;

  /** Prepares the job. */
  public TranslateJob(JavaSparkContext spark, EngineKind engine, EvaluateSettings settings) {
    this.spark = spark;
    this.engine = engine;
    this.settings = settings;
  }

  /**
   * Translates.
   *
   * @param sources token ids, each ending in {@code </s>}
   * @return the best translation of each, without {@code </s>}, in the order given
   */
  public List<int[]> translate(DenseSubnet subnet, List<int[]> sources) {
    try (Shared<DenseSubnet> network = Shared.of(spark, subnet)) {
      int slices =
          Math.max(1, Math.min(sources.size(), SLICES_PER_CORE * spark.defaultParallelism()));
      List<List<Tuple2<Integer, int[]>>> dealt =
          ByLength.deal(sources.stream().mapToInt(source -> source.length).toArray(), slices)
              .stream()
              .map(share -> share.stream().map(i -> new Tuple2<>(i, sources.get(i))).toList())
              .toList();
      List<int[]> translations = new ArrayList<>(sources);
      spark.setJobDescription("translate with " + subnet.spec().id());
      spark
          .parallelize(dealt, slices)
          .flatMap(new Translate(network.broadcast(), engine, settings))
          .collect()
          .forEach(result -> translations.set(result._1(), result._2()));
      return translations;
    }
  }

  private static final class Translate
      implements FlatMapFunction<List<Tuple2<Integer, int[]>>, Tuple2<Integer, int[]>> {
    private static final long serialVersionUID = 1L;

    private final Broadcast<DenseSubnet> network;
    private final EngineKind engine;
    private final EvaluateSettings settings;

    Translate(Broadcast<DenseSubnet> network, EngineKind engine, EvaluateSettings settings) {
      this.network = network;
      this.engine = engine;
      this.settings = settings;
    }

    @Override
    public Iterator<Tuple2<Integer, int[]>> call(List<Tuple2<Integer, int[]>> sentences) {
      List<Tuple2<Integer, int[]>> results = new ArrayList<>();
      try (SubnetTranslator translator = new SubnetTranslator(network.value(), engine, settings)) {
        List<int[]> translated = translator.translate(sentences.stream().map(Tuple2::_2).toList());
        for (int i = 0; i < translated.size(); i++) {
          results.add(new Tuple2<>(sentences.get(i)._1(), translated.get(i)));
        }
      }
      return results.iterator();
    }
  }
}
