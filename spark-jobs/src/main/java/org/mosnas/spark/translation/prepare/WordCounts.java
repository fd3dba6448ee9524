package org.mosnas.spark.translation.prepare;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.mosnas.model.text.Vocabulary;
import scala.Tuple2;

/**
 * How often each word occurs in the training text.
 *
 * @param source of the source side
 * @param target of the target side
 */
record WordCounts(Map<String, Long> source, Map<String, Long> target) {
  /** Counts on executors; the driver gets one number per distinct word. */
  static WordCounts of(JavaRDD<TextPair> pairs) {
    Map<String, Long> source = new HashMap<>();
    Map<String, Long> target = new HashMap<>();
    pairs
        .mapPartitionsToPair(WordCounts::countPartition)
        .reduceByKey(Count::plus)
        .collect()
        .forEach(
            word -> {
              put(source, word._1(), word._2().source);
              put(target, word._1(), word._2().target);
            });
    return new WordCounts(source, target);
  }

  /** The counts of both sides added up. */
  Map<String, Long> joint() {
    return Vocabulary.joinCounts(source, target);
  }

  private static void put(Map<String, Long> counts, String word, long count) {
    if (count > 0) {
      counts.put(word, count);
    }
  }

  private static Iterator<Tuple2<String, Count>> countPartition(Iterator<TextPair> pairs) {
    Map<String, Count> counts = new HashMap<>();
    while (pairs.hasNext()) {
      TextPair pair = pairs.next();
      pair.sourceWords().forEach(word -> counts.merge(word, Count.SOURCE, Count::plus));
      pair.targetWords().forEach(word -> counts.merge(word, Count.TARGET, Count::plus));
    }
    return counts.entrySet().stream()
        .map(entry -> new Tuple2<>(entry.getKey(), entry.getValue()))
        .iterator();
  }

  private record Count(long source, long target) implements Serializable {
    static final Count SOURCE = new Count(1, 0);
    static final Count TARGET = new Count(0, 1);

    Count plus(Count other) {
      return new Count(source + other.source, target + other.target);
    }
  }
}
