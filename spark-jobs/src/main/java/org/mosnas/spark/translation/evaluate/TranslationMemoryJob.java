package org.mosnas.spark.translation.evaluate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.mosnas.model.text.SentencePair;
import org.mosnas.model.text.TranslationMemory;
import org.mosnas.model.text.TranslationMemory.Match;
import org.mosnas.spark.cluster.Shared;

/**
 * Answers test sentences from a translation memory of the training sentences: every partition finds
 * its best matches, the best of all wins.
 */
public final class TranslationMemoryJob {
  private TranslationMemoryJob() {}

  /**
   * The stored translation of the most similar training source.
   *
   * @param shards the training sentences
   * @param sources token ids of the test sentences
   * @return token ids, ending in {@code </s>}
   */
  public static List<int[]> translate(
      JavaSparkContext spark, JavaRDD<List<SentencePair>> shards, List<int[]> sources) {
    try (Shared<List<int[]>> questions = Shared.of(spark, sources)) {
      spark.setJobDescription("translation memory");
      List<Match> best =
          new ArrayList<>(Collections.nCopies(sources.size(), TranslationMemory.NONE));
      for (List<Match> matches :
          shards.mapPartitions(new Lookup(questions.broadcast())).collect()) {
        for (int i = 0; i < best.size(); i++) {
          best.set(i, best.get(i).orBetter(matches.get(i)));
        }
      }
      return best.stream().map(Match::target).toList();
    }
  }

  private static final class Lookup
      implements FlatMapFunction<Iterator<List<SentencePair>>, List<Match>> {
    private static final long serialVersionUID = 1L;

    private final Broadcast<List<int[]>> questions;

    Lookup(Broadcast<List<int[]>> questions) {
      this.questions = questions;
    }

    @Override
    public Iterator<List<Match>> call(Iterator<List<SentencePair>> partition) {
      TranslationMemory memory = new TranslationMemory(partition.next());
      List<Match> matches = new ArrayList<>();
      questions.value().forEach(source -> matches.add(memory.best(source)));
      return List.of(matches).iterator();
    }
  }
}
