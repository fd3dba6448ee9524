package org.mosnas.model.export;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.mosnas.model.bundle.BundleFolder;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.supernet.DenseSubnet;
import org.mosnas.model.task.labelled.LabelledEncoder;
import org.mosnas.model.text.wordpiece.TokenizerJson;
import org.mosnas.model.text.wordpiece.WordPiece;
import org.mosnas.model.text.wordpiece.WordPieceVocabulary;

/**
 * A bundle on disk that labels texts.
 *
 * @param files all there and as they were written
 * @param config what it labels and how
 * @param encoder turns texts into ids
 */
public record LabelledBundle(BundleFolder files, LabelledConfig config, LabelledEncoder encoder) {
  /** What manifests call such bundles. */
  public static final String KIND = "labelled";

  private static final List<String> NAMES =
      Arrays.stream(LabelledFile.values()).map(LabelledFile::fileName).toList();

  /**
   * Opens a bundle; reads every file once to compare checksums.
   *
   * @throws BadDataException that says which file is missing, damaged or of another version
   */
  public static LabelledBundle open(Path folder) {
    BundleFolder files = BundleFolder.open(folder, KIND, NAMES);
    LabelledConfig config = LabelledConfig.read(files);
    WordPiece tokenizer = tokenizer(files, config.shape().vocabulary());
    return new LabelledBundle(files, config, new LabelledEncoder(tokenizer, config.maxLength()));
  }

  private static WordPiece tokenizer(BundleFolder files, int expected) {
    String name = LabelledFile.TOKENIZER.fileName();
    WordPiece tokenizer = TokenizerJson.read(files.file(name).toString(), files.text(name));
    WordPieceVocabulary tokens =
        files.lines(LabelledFile.VOCABULARY.fileName(), WordPieceVocabulary::read);
    if (tokenizer.vocabulary().size() != expected || !tokens.equals(tokenizer.vocabulary())) {
      throw new BadDataException(
          String.format(
              Locale.ROOT,
              "%s: %d tokens in %s and %d in %s, expected the same %d in both, as many as the"
                  + " network has; export the run again",
              files.path(),
              tokenizer.vocabulary().size(),
              name,
              tokens.size(),
              LabelledFile.VOCABULARY.fileName(),
              expected));
    }
    return tokenizer;
  }

  /** One of its files. */
  public Path file(LabelledFile file) {
    return files.file(file.fileName());
  }

  /** What our engine computed when the bundle was exported. */
  public LabelledVectors vectors() {
    return LabelledVectors.read(files, config);
  }

  /** The subnet on its own. */
  public DenseSubnet subnet() {
    return files.subnet(LabelledFile.WEIGHTS.fileName(), config.shape());
  }
}
