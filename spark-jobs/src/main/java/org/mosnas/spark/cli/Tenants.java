package org.mosnas.spark.cli;

import java.util.List;
import org.mosnas.model.family.translation.TranslationFamily;
import org.mosnas.spark.stage.TranslationTask;
import org.mosnas.spark.task.Catalog;

/** The one place that says which families and tasks this program has. */
public final class Tenants {
  private Tenants() {}

  /** All of them. */
  public static Catalog all() {
    return new Catalog(List.of(new TranslationFamily()), List.of(new TranslationTask()));
  }
}
