package org.mosnas.spark.prepare;

import com.typesafe.config.Config;
import java.util.LinkedHashMap;
import java.util.Map;
import org.mosnas.model.config.BlockSettings;
import org.mosnas.model.text.Casing;
import org.mosnas.model.text.CleaningRules;
import org.mosnas.model.text.InputForm;

/**
 * How text becomes token shards, the block {@code mosnas.prepare}.
 *
 * @param languages names of the languages
 * @param files where the text is
 * @param form how it is given
 * @param casing what happens to the case of letters
 * @param holdout sizes of the parts that have no files
 * @param cleaning which pairs are good enough to train on
 * @param subwords how pieces of words are learned and numbered
 * @param shards number of logical shards of the training data, from 1
 */
public record PrepareSettings(
    Languages languages,
    CorpusFiles files,
    InputForm form,
    Casing casing,
    Holdout holdout,
    CleaningRules cleaning,
    Subwords subwords,
    int shards) {
  /** Path of the block. */
  public static final String PATH = "mosnas.prepare";

  /** Checks the ranges. */
  public PrepareSettings {
    if (shards < 1) {
      throw new IllegalArgumentException("shards must be 1 or more, was " + shards);
    }
  }

  /**
   * Reads the block, eagerly.
   *
   * @param root the whole configuration, resolved
   * @throws org.mosnas.model.error.MosnasException of kind USAGE, naming the key that is missing or
   *     out of range
   */
  public static PrepareSettings from(Config root) {
    return BlockSettings.read(root, PATH, PrepareSettings::read);
  }

  /** The same for other text. */
  public PrepareSettings withFiles(CorpusFiles other) {
    return new PrepareSettings(languages, other, form, casing, holdout, cleaning, subwords, shards);
  }

  /**
   * Everything but the paths that decides the result, by its key: what a manifest tells, and what
   * is compared to find out whether data is as it should be.
   */
  Map<String, String> keys() {
    Map<String, String> keys = new LinkedHashMap<>();
    keys.put("languages.source", languages.source());
    keys.put("languages.target", languages.target());
    keys.put("format", Labels.of(form));
    keys.put("case", Labels.of(casing));
    keys.put("holdout.valid", text(files.valid().isEmpty() ? holdout.valid() : 0));
    keys.put("holdout.test", text(files.test().isEmpty() ? holdout.test() : 0));
    keys.put("cleaning.min-words", text(cleaning.minWords()));
    keys.put("cleaning.max-words", text(cleaning.maxWords()));
    keys.put("cleaning.max-ratio", Double.toString(cleaning.maxRatio()));
    keys.put("cleaning.identical", Labels.of(cleaning.identical()));
    keys.put("cleaning.duplicates", Labels.of(cleaning.duplicates()));
    if (form != InputForm.BPE) {
      keys.put("bpe.merges", text(subwords.merges()));
      keys.put("bpe.min-frequency", text(subwords.minFrequency()));
    }
    keys.put("vocabulary.max-size", text(subwords.maxSize()));
    keys.put("vocabulary.min-count", text(subwords.minCount()));
    keys.put("shards", text(shards));
    return keys;
  }

  private static String text(int number) {
    return Integer.toString(number);
  }

  private static PrepareSettings read(BlockSettings block) {
    return new PrepareSettings(
        new Languages(block.text("languages.source"), block.text("languages.target")),
        new CorpusFiles(files(block, "train"), files(block, "valid"), files(block, "test")),
        block.choice("format", InputForm.values()),
        block.choice("case", Casing.values()),
        new Holdout(block.integer("holdout.valid"), block.integer("holdout.test")),
        cleaning(block),
        new Subwords(
            block.integer("bpe.merges"),
            block.integer("bpe.min-frequency"),
            block.integer("vocabulary.max-size"),
            block.integer("vocabulary.min-count")),
        block.integer("shards"));
  }

  private static PairFiles files(BlockSettings block, String split) {
    try {
      return new PairFiles(block.texts(split + ".source"), block.texts(split + ".target"));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(split + "." + e.getMessage(), e);
    }
  }

  private static CleaningRules cleaning(BlockSettings block) {
    int minWords = block.integer("cleaning.min-words");
    int maxWords = block.integer("cleaning.max-words");
    double maxRatio = block.number("cleaning.max-ratio");
    if (minWords < 1) {
      throw new IllegalArgumentException("cleaning.min-words must be 1 or more, was " + minWords);
    }
    if (maxWords < minWords) {
      throw new IllegalArgumentException(
          "cleaning.max-words must be at least cleaning.min-words "
              + minWords
              + ", was "
              + maxWords);
    }
    if (maxRatio < 1) {
      throw new IllegalArgumentException("cleaning.max-ratio must be 1 or more, was " + maxRatio);
    }
    return new CleaningRules(
        minWords,
        maxWords,
        maxRatio,
        block.choice("cleaning.identical", CleaningRules.Action.values()),
        block.choice("cleaning.duplicates", CleaningRules.Action.values()));
  }
}
