package org.mosnas.spark.labelled.export;

import org.mosnas.model.export.LabelledConfig;
import org.mosnas.model.family.bert.BertMerge;
import org.mosnas.model.supernet.DenseSubnet;
import org.mosnas.model.task.labelled.LabelledEncoder;
import org.mosnas.spark.export.Winner;
import org.mosnas.spark.labelled.prepare.LabelledData;

/**
 * What a run leaves to label texts with, as it is shipped: its bottlenecks merged.
 *
 * @param config what it labels and how
 * @param encoder turns texts into ids
 * @param subnet the weights
 * @param data that it learnt from
 */
record LabelledModel(
    LabelledConfig config, LabelledEncoder encoder, DenseSubnet subnet, LabelledData data) {
  private static final int BATCH_TEXTS = 32;

  static LabelledModel of(Winner winner) {
    LabelledData data = (LabelledData) winner.data();
    DenseSubnet subnet = BertMerge.merged(winner.subnet());
    LabelledConfig config =
        LabelledConfig.of(
            subnet,
            data.labelling(),
            data.manifest().texts(),
            data.manifest().maxLength(),
            BATCH_TEXTS);
    return new LabelledModel(
        config, new LabelledEncoder(data.tokenizer(), config.maxLength()), subnet, data);
  }
}
