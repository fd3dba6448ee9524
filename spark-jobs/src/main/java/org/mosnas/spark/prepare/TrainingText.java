package org.mosnas.spark.prepare;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.text.CleaningRules.Action;
import org.mosnas.model.text.DropReason;
import org.mosnas.model.text.PairCleaner;
import org.mosnas.model.text.Whitespace;
import scala.Tuple2;

/**
 * The training text as words: cleaned, without duplicates where they are not wanted, and without
 * what is held out.
 *
 * <p>What was dropped is counted from the data itself, so a task that runs twice counts once.
 */
final class TrainingText implements AutoCloseable {
  /** Reason under which pairs are counted that are held out for validation or test. */
  static final String HELD_OUT = "held-out";

  private final JavaRDD<CleanedPair> cleaned;
  private final JavaRDD<TextPair> distinct;
  private final JavaRDD<TextPair> kept;
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
            .map(new CleanPair(settings.form(), settings.casing(), settings.cleaning()))
            .persist(StorageLevel.MEMORY_AND_DISK_SER());
    JavaRDD<TextPair> good = cleaned.filter(CleanedPair::isKept).map(CleanedPair::words);
    cleaned
        .filter(pair -> !pair.isKept())
        .map(pair -> Labels.of(pair.reason()))
        .countByValue()
        .forEach(dropped::put);
    distinct =
        settings.cleaning().duplicates() == Action.DROP
            ? first(
                    good,
                    pair -> PairCleaner.fingerprint(words(pair.source()), words(pair.target())))
                .persist(StorageLevel.MEMORY_AND_DISK_SER())
            : good;
    long distinctCount = distinct.count();
    count(Labels.of(DropReason.DUPLICATE), good.count() - distinctCount);
    heldOut = HeldOut.of(distinct, settings);
    kept = distinct.filter(heldOut::leaves);
    count = kept.count();
    count(HELD_OUT, distinctCount - count);
    if (count == 0) {
      throw new BadDataException(
          "no sentence pair is left to train on: of %d, dropped %s; check the files, or relax %s.cleaning and holdout"
              .formatted(cleaned.count(), dropped, PrepareSettings.PATH));
    }
  }

  /** The pairs to train on, as words, in no particular order. */
  JavaRDD<TextPair> pairs() {
    return kept;
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

  private void count(String reason, long pairs) {
    if (pairs > 0) {
      dropped.put(reason, pairs);
    }
  }

  /** Of pairs with the same key the one with the lowest id. */
  static JavaRDD<TextPair> first(JavaRDD<TextPair> pairs, PairKey key) {
    return pairs
        .mapToPair(pair -> new Tuple2<>(key.of(pair), pair))
        .reduceByKey((a, b) -> a.id() <= b.id() ? a : b)
        .values();
  }

  static List<String> words(String text) {
    return Whitespace.split(text);
  }

  /** What two pairs have in common that are taken for the same. */
  @FunctionalInterface
  interface PairKey extends java.io.Serializable {
    long of(TextPair pair);
  }
}
