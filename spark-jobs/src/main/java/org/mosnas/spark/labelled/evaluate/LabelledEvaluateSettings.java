package org.mosnas.spark.labelled.evaluate;

import com.typesafe.config.Config;
import java.io.Serializable;
import org.mosnas.model.engine.EngineKind;
import org.mosnas.model.supernet.ModelSettings;
import org.mosnas.spark.labelled.prepare.LabelledSettings;

/**
 * How networks answer on the test set.
 *
 * @param engine that computes
 * @param maxTokens budget of a batch: texts times the longest of them
 */
public record LabelledEvaluateSettings(EngineKind engine, int maxTokens) implements Serializable {
  private static final int TEXTS = 32;

  /**
   * Reads what is needed of the blocks {@code mosnas.model} and {@code mosnas.labelled}.
   *
   * @param root the whole configuration, resolved
   */
  public static LabelledEvaluateSettings from(Config root) {
    return new LabelledEvaluateSettings(
        ModelSettings.from(root).engine().evaluation(),
        TEXTS * LabelledSettings.from(root).maxLength());
  }
}
