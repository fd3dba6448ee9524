package org.mosnas.spark.translation.prepare;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.api.java.JavaRDD;
import org.mosnas.model.text.CleaningRules;
import org.mosnas.spark.data.Split;
import scala.Tuple2;

/**
 * Which pairs of the training text are held out for validation and test.
 *
 * <p>Chosen by a hash of the source sentence, so the choice depends on nothing but the text, and no
 * source sentence is on both sides: all its pairs leave the training text, the first of them is
 * held out.
 */
final class HeldOut implements Serializable {
  private static final long serialVersionUID = 1;

  private final Set<Long> hashes;
  private final List<Long> valid;
  private final List<Long> test;

  private HeldOut(Set<Long> hashes, List<Long> valid, List<Long> test) {
    this.hashes = hashes;
    this.valid = valid;
    this.test = test;
  }

  /** Chooses as many pairs as the settings ask for, where they name no files. */
  static HeldOut of(JavaRDD<TextPair> pairs, PrepareSettings settings) {
    int valid = settings.files().valid().isEmpty() ? settings.division().valid() : 0;
    int test = settings.files().test().isEmpty() ? settings.division().test() : 0;
    if (valid + test == 0) {
      return new HeldOut(Set.of(), List.of(), List.of());
    }
    List<Long> chosen = new ArrayList<>();
    Set<Long> hashes = new HashSet<>();
    for (Hashed pair : smallest(pairs, valid + test)) {
      hashes.add(pair.hash);
      chosen.add(pair.id);
    }
    int middle = Math.min(test, chosen.size());
    return new HeldOut(
        hashes,
        chosen.subList(middle, chosen.size()).stream().sorted().toList(),
        chosen.subList(0, middle).stream().sorted().toList());
  }

  /** Whether nothing is held out. */
  boolean isEmpty() {
    return hashes.isEmpty();
  }

  /** Whether a pair stays in the training text. */
  boolean leaves(TextPair pair) {
    return !hashes.contains(hash(pair));
  }

  /** Ids of the pairs held out for a part, ascending. */
  List<Long> ids(Split split) {
    return split == Split.VALID ? valid : test;
  }

  private static List<Hashed> smallest(JavaRDD<TextPair> pairs, int count) {
    return pairs
        .mapToPair(pair -> new Tuple2<>(hash(pair), pair.id()))
        .reduceByKey(Math::min)
        .map(pair -> new Hashed(pair._1(), pair._2()))
        .takeOrdered(count);
  }

  private static long hash(TextPair pair) {
    return CleaningRules.fingerprint(pair.sourceWords(), List.of());
  }

  private record Hashed(long hash, long id) implements Comparable<Hashed>, Serializable {
    @Override
    public int compareTo(Hashed other) {
      return Long.compare(hash, other.hash);
    }
  }
}
