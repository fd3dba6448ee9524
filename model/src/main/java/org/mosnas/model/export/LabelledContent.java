package org.mosnas.model.export;

import java.io.IOException;
import java.io.OutputStream;
import org.mosnas.model.bundle.BundleContent;
import org.mosnas.model.bundle.BundleDraft;
import org.mosnas.model.engine.Workbench;
import org.mosnas.model.family.bert.BertNetwork;
import org.mosnas.model.supernet.DenseSubnet;
import org.mosnas.model.supernet.ParameterBank;
import org.mosnas.model.text.wordpiece.TokenizerJson;
import org.mosnas.model.text.wordpiece.WordPiece;

/**
 * What is written into a bundle that labels texts.
 *
 * @param config what it labels and how
 * @param tokenizer spells texts
 * @param subnet the weights
 * @param vectors what our engine computed
 * @param readme the model card, in Markdown
 */
public record LabelledContent(
    LabelledConfig config,
    WordPiece tokenizer,
    DenseSubnet subnet,
    LabelledVectors vectors,
    String readme)
    implements BundleContent {
  @Override
  public String kind() {
    return LabelledBundle.KIND;
  }

  @Override
  public void write(BundleDraft draft) throws IOException {
    try (Workbench bench = new Workbench();
        ParameterBank bank = subnet.toBank()) {
      BertGraph graph =
          new BertGraph(
              BertNetwork.of(subnet), subnet.network().collapse(subnet.spec(), bank, bench));
      draft.bytes(LabelledFile.MODEL.fileName(), graph.classifier());
    }
    draft.weights(LabelledFile.WEIGHTS.fileName(), subnet);
    draft.text(LabelledFile.TOKENIZER.fileName(), TokenizerJson.write(tokenizer));
    draft.text(LabelledFile.VOCABULARY.fileName(), tokenizer.vocabulary()::write);
    draft.text(LabelledFile.CONFIG.fileName(), config.toJson());
    draft.text(LabelledFile.README.fileName(), readme);
    draft.text(LabelledFile.TEST_VECTORS.fileName(), vectors.toJson());
    try (OutputStream out = draft.open(LabelledFile.TEST_LOGITS.fileName())) {
      vectors.writeLogits(out);
    }
  }
}
