package org.mosnas.spark.prepare;

import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.function.Function;
import org.mosnas.model.text.Casing;
import org.mosnas.model.text.CleaningRules;
import org.mosnas.model.text.DropReason;
import org.mosnas.model.text.InputForm;
import org.mosnas.model.text.PairCleaner;

/** Splits a pair into words and decides whether it is kept. */
final class CleanPair implements Function<TextPair, CleanedPair> {
  private static final long serialVersionUID = 1;

  private final InputForm form;
  private final Casing casing;
  private final PairCleaner cleaner;

  CleanPair(InputForm form, Casing casing, CleaningRules rules) {
    this.form = form;
    this.casing = casing;
    this.cleaner = new PairCleaner(rules);
  }

  @Override
  public CleanedPair call(TextPair pair) {
    List<String> source = form.words(casing.apply(pair.source()));
    List<String> target = form.words(casing.apply(pair.target()));
    Optional<DropReason> reason = cleaner.check(source, target);
    TextPair words =
        reason.isPresent()
            ? new TextPair(pair.id(), "", "")
            : new TextPair(pair.id(), String.join(" ", source), String.join(" ", target));
    return new CleanedPair(words, reason.orElse(null));
  }
}
