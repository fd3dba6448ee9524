package org.mosnas.model.export;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.mosnas.model.bundle.BundleFolder;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.supernet.DenseSubnet;
import org.mosnas.model.text.InputForm;
import org.mosnas.model.text.TextPipeline;
import org.mosnas.model.text.Vocabulary;
import org.mosnas.model.text.bpe.BpeCodes;

/**
 * A bundle on disk that translates.
 *
 * @param files all there and as they were written
 * @param config what it translates and how
 * @param text turns lines into ids and back
 */
public record TranslationBundle(BundleFolder files, TranslationConfig config, TextPipeline text) {
  /** What manifests call such bundles. */
  public static final String KIND = "translation";

  private static final List<String> NAMES =
      Arrays.stream(TranslationFile.values()).map(TranslationFile::fileName).toList();

  /**
   * Opens a bundle; reads every file once to compare checksums.
   *
   * @throws BadDataException that says which file is missing, damaged or of another version
   */
  public static TranslationBundle open(Path folder) {
    BundleFolder files = BundleFolder.open(folder, KIND, NAMES);
    String name = TranslationFile.CONFIG.fileName();
    TranslationConfig config =
        TranslationConfig.parse(files.file(name).toString(), files.text(name));
    return new TranslationBundle(files, config, text(files, config));
  }

  private static TextPipeline text(BundleFolder files, TranslationConfig config) {
    Vocabulary source = dictionary(files, config, TranslationFile.SOURCE_DICTIONARY);
    String targetName = config.dictionary(TranslationFile.TARGET_DICTIONARY);
    Vocabulary target =
        targetName.equals(TranslationFile.DICTIONARY)
            ? source
            : dictionary(files, config, TranslationFile.TARGET_DICTIONARY);
    requireSize(files, source, config.shape().sourceVocabulary());
    requireSize(files, target, config.shape().targetVocabulary());
    return config.format().form() == InputForm.BPE
        ? TextPipeline.ofPieces(config.format().casing(), source, target)
        : TextPipeline.of(
            config.format(), files.lines(TranslationFile.CODES, BpeCodes::read), source, target);
  }

  private static Vocabulary dictionary(BundleFolder files, TranslationConfig config, String side) {
    return files.lines(config.dictionary(side), Vocabulary::read);
  }

  private static void requireSize(BundleFolder files, Vocabulary vocabulary, int expected) {
    if (vocabulary.size() != expected) {
      throw new BadDataException(
          String.format(
              Locale.ROOT,
              "%s: a dictionary of %d tokens for a network of %d; export the run again",
              files.path(),
              vocabulary.size(),
              expected));
    }
  }

  /** Its folder. */
  public Path folder() {
    return files.path();
  }

  /** One of its files. */
  public Path file(TranslationFile file) {
    return files.file(file.fileName());
  }

  /** What our engine computed when the bundle was exported. */
  public TranslationVectors vectors() {
    int vocabulary = config.shape().targetVocabulary();
    String name = TranslationFile.TEST_VECTORS.fileName();
    TranslationVectors vectors =
        TranslationVectors.parse(
            files.file(name).toString(),
            files.text(name),
            config.shape().sourceVocabulary(),
            vocabulary);
    String logits = TranslationFile.TEST_LOGITS.fileName();
    return files.read(
        logits,
        in -> {
          vectors.readLogits(in, files.file(logits).toString(), vocabulary);
          return vectors;
        });
  }

  /** The subnet on its own. */
  public DenseSubnet subnet() {
    return files.subnet(TranslationFile.WEIGHTS.fileName(), config.shape());
  }
}
