package org.mosnas.spark.cli;

import java.util.List;
import org.mosnas.model.family.bert.BertFamily;
import org.mosnas.model.family.translation.TranslationFamily;
import org.mosnas.spark.labelled.LabelledTask;
import org.mosnas.spark.masked.MaskedLanguageModelTask;
import org.mosnas.spark.task.Catalog;
import org.mosnas.spark.translation.TranslationTask;

/** The one place that says which families and tasks this program has. */
public final class Tenants {
  private Tenants() {}

  /** All of them. */
  public static Catalog all() {
    return new Catalog(
        List.of(new TranslationFamily(), new BertFamily()),
        List.of(new TranslationTask(), new MaskedLanguageModelTask(), new LabelledTask()));
  }
}
