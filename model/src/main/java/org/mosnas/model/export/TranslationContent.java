package org.mosnas.model.export;

import java.io.IOException;
import java.io.OutputStream;
import org.mosnas.model.bundle.BundleContent;
import org.mosnas.model.bundle.BundleDraft;
import org.mosnas.model.engine.Workbench;
import org.mosnas.model.family.translation.EmbeddingSharing;
import org.mosnas.model.family.translation.TranslationNetwork;
import org.mosnas.model.supernet.DenseSubnet;
import org.mosnas.model.supernet.ParameterBank;
import org.mosnas.model.text.TextPipeline;

/**
 * What is written into a bundle that translates.
 *
 * @param config what it translates and how
 * @param text turns lines into ids and back
 * @param subnet the weights
 * @param vectors what our engine computed
 * @param readme the model card, in Markdown
 */
public record TranslationContent(
    TranslationConfig config,
    TextPipeline text,
    DenseSubnet subnet,
    TranslationVectors vectors,
    String readme)
    implements BundleContent {
  @Override
  public String kind() {
    return TranslationBundle.KIND;
  }

  @Override
  public void write(BundleDraft draft) throws IOException {
    graphs(draft);
    draft.weights(TranslationFile.WEIGHTS.fileName(), subnet);
    text(draft);
    draft.text(TranslationFile.CONFIG.fileName(), config.toJson());
    draft.text(TranslationFile.README.fileName(), readme);
    draft.text(TranslationFile.TEST_VECTORS.fileName(), vectors.toJson());
    try (OutputStream out = draft.open(TranslationFile.TEST_LOGITS.fileName())) {
      vectors.writeLogits(out, config.shape().targetVocabulary());
    }
  }

  private void graphs(BundleDraft draft) throws IOException {
    TranslationNetwork network = TranslationNetwork.of(subnet);
    try (Workbench bench = new Workbench();
        ParameterBank bank = subnet.toBank()) {
      TranslationGraphs graphs =
          new TranslationGraphs(network, subnet.network().collapse(subnet.spec(), bank, bench));
      draft.bytes(TranslationFile.ENCODER.fileName(), graphs.encoder());
      draft.bytes(TranslationFile.DECODER.fileName(), graphs.decoder());
      SameDiffFile.write(
          graphs.teacherForced(), draft.file(TranslationFile.SAMEDIFF.fileName()).toFile());
    }
  }

  private void text(BundleDraft draft) throws IOException {
    if (text.codes().isPresent()) {
      draft.text(TranslationFile.CODES, text.codes().get()::write);
    }
    if (config.shape().sharing() == EmbeddingSharing.SHARED) {
      draft.text(TranslationFile.DICTIONARY, text.sourceVocabulary()::write);
    } else {
      draft.text(TranslationFile.SOURCE_DICTIONARY, text.sourceVocabulary()::write);
      draft.text(TranslationFile.TARGET_DICTIONARY, text.targetVocabulary()::write);
    }
  }
}
