package org.mosnas.spark.translation.export;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.mosnas.model.decode.Translator;
import org.mosnas.model.export.TranslationBundle;
import org.mosnas.model.export.TranslationFile;
import org.mosnas.onnx.OnnxModel;
import org.mosnas.spark.translation.evaluate.LineTranslator;
import org.mosnas.spark.translation.evaluate.SentenceTranslator;

/** Bundles in ONNX Runtime. */
public final class BundleTranslators {
  private BundleTranslators() {}

  /**
   * Loads a bundle to translate with.
   *
   * @param folder of the bundle
   * @param threads at least 1; each translates a share of the lines
   */
  public static LineTranslator open(Path folder, int threads) {
    TranslationBundle bundle = TranslationBundle.open(folder);
    OnnxModel model =
        OnnxModel.open(
            bundle.file(TranslationFile.ENCODER), bundle.file(TranslationFile.DECODER), 1);
    List<Replica> replicas = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      replicas.add(
          new Replica(
              i == threads - 1 ? model : null,
              model.translator(bundle.config().decoding()),
              bundle.config().batchSentences()));
    }
    return new LineTranslator(bundle.text(), replicas);
  }

  /** One thread's caches; the last one to be closed owns the model. */
  private record Replica(OnnxModel owned, Translator translator, int batchSentences)
      implements SentenceTranslator {
    @Override
    public List<int[]> translate(List<int[]> sources) {
      return translator.best(sources, batchSentences);
    }

    @Override
    public void close() {
      translator.close();
      if (owned != null) {
        owned.close();
      }
    }
  }
}
