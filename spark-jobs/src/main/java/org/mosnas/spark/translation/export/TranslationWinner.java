package org.mosnas.spark.translation.export;

import org.mosnas.model.text.TextPipeline;
import org.mosnas.spark.export.Winner;
import org.mosnas.spark.translation.TranslationTask;
import org.mosnas.spark.translation.evaluate.EvaluateSettings;
import org.mosnas.spark.translation.prepare.PrepareSettings.Languages;
import org.mosnas.spark.translation.prepare.PreparedData;

/**
 * What a run leaves to translate with.
 *
 * @param winner the finetuned winner
 * @param text turns lines into ids and back
 * @param settings how to search
 * @param languages what is translated into what
 */
public record TranslationWinner(
    Winner winner, TextPipeline text, EvaluateSettings settings, Languages languages) {

  /** The same, of a winner that was read. */
  public static TranslationWinner of(Winner winner) {
    PreparedData data = TranslationTask.data(winner.data());
    return new TranslationWinner(
        winner,
        data.pipeline(),
        winner.settings().bind(EvaluateSettings::from),
        data.manifest().languages());
  }
}
