package org.mosnas.model.export;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.mosnas.model.bundle.BundleContent;
import org.mosnas.model.bundle.BundleDraft;
import org.mosnas.model.bundle.BundleFolder;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.family.bert.published.PublishedConfig;
import org.mosnas.model.family.bert.published.PublishedWeights;
import org.mosnas.model.supernet.DenseSubnet;
import org.mosnas.model.text.wordpiece.Normalization;
import org.mosnas.model.text.wordpiece.TokenizerJson;
import org.mosnas.model.text.wordpiece.WordPiece;
import org.mosnas.model.text.wordpiece.WordPieceVocabulary;

/**
 * A network that labels texts in the layout of Hugging Face's transformers.
 *
 * @param config what it labels and how
 * @param tokenizer spells texts
 * @param subnet the weights, of a network whose layers are all alike
 * @param readme the model card, in Markdown
 */
public record PublishedContent(
    LabelledConfig config, WordPiece tokenizer, DenseSubnet subnet, String readme)
    implements BundleContent {
  /** What manifests call such folders. */
  public static final String KIND = "huggingface";

  private static final String TOKENIZER = "tokenizer.json";
  private static final String TOKENIZER_CONFIG = "tokenizer_config.json";
  private static final String VOCABULARY = "vocab.txt";

  /**
   * Checks that others know such networks.
   *
   * @throws IllegalArgumentException if they do not
   */
  public PublishedContent {
    PublishedConfig.of(config.shape());
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public void write(BundleDraft draft) throws IOException {
    draft.text(PublishedConfig.FILE, PublishedConfig.of(config.shape()).toJson(config.classes()));
    try (OutputStream out = draft.open(PublishedWeights.FILE)) {
      PublishedWeights.write(out, subnet);
    }
    draft.text(TOKENIZER, TokenizerJson.write(tokenizer));
    draft.text(TOKENIZER_CONFIG, tokenizerConfig());
    draft.text(VOCABULARY, tokenizer.vocabulary()::write);
    draft.text("README.md", readme);
  }

  private String tokenizerConfig() {
    Normalization rules = tokenizer.rules();
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("tokenizer_class", "BertTokenizer")
        .put("do_lower_case", rules.lowerCase())
        .put("strip_accents", rules.stripAccents())
        .put("tokenize_chinese_chars", rules.chineseApart())
        .put("model_max_length", config.maxLength())
        .put("pad_token", WordPieceVocabulary.PAD)
        .put("unk_token", WordPieceVocabulary.UNK)
        .put("cls_token", WordPieceVocabulary.CLS)
        .put("sep_token", WordPieceVocabulary.SEP)
        .put("mask_token", WordPieceVocabulary.MASK);
    return root.toPrettyString() + "\n";
  }

  /**
   * Reads such a folder back as what it says it is.
   *
   * @return the encoder
   * @throws BadDataException if a file is missing, damaged or of another network
   */
  public static DenseSubnet read(Path folder) {
    BundleFolder files =
        BundleFolder.open(
            folder, KIND, List.of(PublishedWeights.FILE, TOKENIZER, TOKENIZER_CONFIG, VOCABULARY));
    PublishedConfig config =
        PublishedConfig.parse(
            files.text(PublishedConfig.FILE), files.file(PublishedConfig.FILE).toString());
    WordPiece tokenizer =
        TokenizerJson.read(files.file(TOKENIZER).toString(), files.text(TOKENIZER));
    WordPieceVocabulary tokens = files.lines(VOCABULARY, WordPieceVocabulary::read);
    if (tokens.size() != config.vocabulary() || !tokens.equals(tokenizer.vocabulary())) {
      throw new BadDataException(
          String.format(
              Locale.ROOT,
              "%s: %d tokens in %s, %d in %s and %d in %s, expected the same; export the run again",
              folder,
              tokenizer.vocabulary().size(),
              TOKENIZER,
              tokens.size(),
              VOCABULARY,
              config.vocabulary(),
              PublishedConfig.FILE));
    }
    return files.read(
        PublishedWeights.FILE,
        in ->
            PublishedWeights.read(in, files.file(PublishedWeights.FILE).toString(), config, 0)
                .network());
  }
}
