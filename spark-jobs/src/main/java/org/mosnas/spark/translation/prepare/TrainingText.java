package org.mosnas.spark.translation.prepare;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;
import org.mosnas.model.config.Labels;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.text.CleaningRules;
import org.mosnas.model.text.CleaningRules.Action;
import org.mosnas.model.text.CleaningRules.Reason;
import org.mosnas.spark.translation.prepare.CleanPair.Cleaned;
import scala.Tuple2;

/**
 * The training text as words: cleaned, without duplicates where they are not wanted, and without
 * what is held out.
 *
 * <p>What was dropped is counted from the data itself, so a task that runs twice counts once.
 */
final class TrainingText implements AutoCloseable {
  private static final String HELD_OUT = "held-out";

  private final JavaRDD<Cleaned> cleaned;
  private final JavaRDD<TextPair> distinct;
  private final JavaRDD<TextPair> pairs;
  private final HeldOut heldOut;
  private final Map<String, Long> dropped = new TreeMap<>();
  private final long count;

  /**
   * Cleans and divides the text.
   *
   * @throws BadDataException if nothing is left to train on
   */
  TrainingText(JavaRDD<TextPair> lines, PrepareSettings settings) {
    cleaned =
        lines
            .map(new CleanPair(settings.format(), settings.cleaning()))
            .persist(StorageLevel.MEMORY_AND_DISK_SER());
    JavaRDD<TextPair> kept = cleaned.filter(Cleaned::isKept).map(Cleaned::words);
    long left = countVerdicts();
    if (settings.cleaning().duplicates() == Action.DROP) {
      distinct = distinct(kept).persist(StorageLevel.MEMORY_AND_DISK_SER());
      left = leave(Labels.of(Reason.DUPLICATE), left, distinct.count());
    } else {
      distinct = kept;
    }
    heldOut = HeldOut.of(distinct, settings);
    if (heldOut.isEmpty()) {
      pairs = distinct;
    } else {
      pairs = distinct.filter(heldOut::leaves);
      left = leave(HELD_OUT, left, pairs.count());
    }
    count = left;
    if (count == 0) {
      throw new BadDataException(
          String.format(
              Locale.ROOT,
              "no sentence pair is left to train on, dropped %s; check the files, or relax %s.cleaning and holdout",
              dropped,
              PrepareSettings.PATH));
    }
  }

  /** The pairs to train on, as words, in no particular order. */
  JavaRDD<TextPair> pairs() {
    return pairs;
  }

  /** How many there are. */
  long count() {
    return count;
  }

  /** How many were left out, by reason; reasons that did not occur are missing. */
  Map<String, Long> dropped() {
    return dropped;
  }

  /** What is held out. */
  HeldOut heldOut() {
    return heldOut;
  }

  @Override
  public void close() {
    cleaned.unpersist();
    distinct.unpersist();
  }

  /** Counts what cleaning dropped, in one pass; returns how many pairs are left. */
  private long countVerdicts() {
    dropped.putAll(cleaned.map(Cleaned::verdict).countByValue());
    Long kept = dropped.remove(CleanPair.KEPT);
    return kept == null ? 0 : kept;
  }

  /** Counts what the last step dropped; returns how many pairs are left. */
  private long leave(String reason, long before, long after) {
    if (after < before) {
      dropped.put(reason, before - after);
    }
    return after;
  }

  /** Of equal pairs the first. */
  private static JavaRDD<TextPair> distinct(JavaRDD<TextPair> pairs) {
    return pairs
        .mapToPair(pair -> new Tuple2<>(fingerprint(pair), pair))
        .reduceByKey((a, b) -> a.id() <= b.id() ? a : b)
        .values();
  }

  private static long fingerprint(TextPair pair) {
    return CleaningRules.fingerprint(pair.sourceWords(), pair.targetWords());
  }
}
