package org.mosnas.spark.labelled.export;

import java.nio.file.Path;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.mosnas.model.bundle.BundleContent;
import org.mosnas.model.export.LabelledBundle;
import org.mosnas.model.export.LabelledContent;
import org.mosnas.model.export.LabelledVectors;
import org.mosnas.onnx.LabelledVerifier;
import org.mosnas.spark.export.FinishedRun;
import org.mosnas.spark.labelled.LabelledTask;
import org.mosnas.spark.run.RunMember;
import org.mosnas.spark.task.Catalog;
import org.mosnas.spark.task.TaskExport;

/** Networks that label texts, as bundles for ONNX Runtime. */
public final class LabelledExport implements TaskExport {
  @Override
  public String format() {
    return BUNDLE;
  }

  @Override
  public String kind() {
    return LabelledBundle.KIND;
  }

  @Override
  public BundleContent content(
      RunMember named, Catalog catalog, Configuration hadoop, Consumer<String> progress) {
    FinishedRun run = FinishedRun.read(named, LabelledTask.NAME, catalog, hadoop);
    LabelledModel model = LabelledModel.of(run.winner());
    LabelledVectors vectors =
        LabelledVectors.compute(
            model.subnet(),
            model.config(),
            model.encoder(),
            model.data().testTexts(LabelledVectors.MOST, hadoop));
    progress.accept("labelled " + vectors.answered().size() + " test texts on the engine");
    return new LabelledContent(
        model.config(),
        model.encoder().tokenizer(),
        model.subnet(),
        vectors,
        new LabelledCard(run, model).ofBundle());
  }

  @Override
  public String verify(Path folder) {
    return LabelledVerifier.verify(folder).summary();
  }
}
