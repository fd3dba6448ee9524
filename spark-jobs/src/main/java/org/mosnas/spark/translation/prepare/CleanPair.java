package org.mosnas.spark.translation.prepare;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.api.java.function.Function;
import org.mosnas.model.config.Labels;
import org.mosnas.model.text.CleaningRules;
import org.mosnas.model.text.TextFormat;

/** Splits a pair into words and decides whether it is kept. */
final class CleanPair implements Function<TextPair, CleanPair.Cleaned> {
  /** The verdict on pairs that are kept. */
  static final String KEPT = "kept";

  private static final long serialVersionUID = 1;

  private final TextFormat format;
  private final CleaningRules rules;

  CleanPair(TextFormat format, CleaningRules rules) {
    this.format = format;
    this.rules = rules;
  }

  /**
   * What cleaning made of a pair.
   *
   * @param words the pair as words, empty if it is dropped
   * @param verdict {@link #KEPT}, or the label of the reason why it is dropped
   */
  record Cleaned(TextPair words, String verdict) implements Serializable {
    boolean isKept() {
      return verdict.equals(KEPT);
    }
  }

  @Override
  public Cleaned call(TextPair pair) {
    List<String> source = format.words(pair.source());
    List<String> target = format.words(pair.target());
    return rules
        .check(source, target)
        .map(reason -> new Cleaned(new TextPair(pair.id(), "", ""), Labels.of(reason)))
        .orElseGet(() -> new Cleaned(TextPair.ofWords(pair.id(), source, target), KEPT));
  }
}
