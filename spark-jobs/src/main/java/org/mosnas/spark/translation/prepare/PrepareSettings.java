package org.mosnas.spark.translation.prepare;

import com.typesafe.config.Config;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.mosnas.model.config.BlockSettings;
import org.mosnas.model.config.Labels;
import org.mosnas.model.text.CleaningRules;
import org.mosnas.model.text.InputForm;
import org.mosnas.model.text.TextFormat;
import org.mosnas.model.text.TextFormat.Casing;
import org.mosnas.spark.data.Division;
import org.mosnas.spark.data.Split;
import org.mosnas.spark.io.Locations;

/**
 * How text becomes token shards, the block {@code mosnas.prepare}.
 *
 * @param languages names of the languages
 * @param files where the text is
 * @param format how it is given and taken
 * @param division sizes of the parts that have no files, and of the shards
 * @param cleaning which pairs are good enough to train on
 * @param subwords how tokens are learned and numbered
 */
public record PrepareSettings(
    Languages languages,
    CorpusFiles files,
    TextFormat format,
    Division division,
    CleaningRules cleaning,
    Subwords subwords) {
  /** Path of the block. */
  public static final String PATH = "mosnas.prepare";

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
    return new PrepareSettings(languages, other, format, division, cleaning, subwords);
  }

  /**
   * Everything but the paths that decides the result, by its key: what a manifest tells, and what
   * is compared to find out whether data is as it should be.
   */
  Map<String, String> keys() {
    Map<String, String> keys = new LinkedHashMap<>();
    keys.put("languages.source", languages.source());
    keys.put("languages.target", languages.target());
    keys.put("format", Labels.of(format.form()));
    keys.put("case", Labels.of(format.casing()));
    keys.put("holdout.valid", text(files.valid().isEmpty() ? division.valid() : 0));
    keys.put("holdout.test", text(files.test().isEmpty() ? division.test() : 0));
    keys.put("cleaning.min-words", text(cleaning.minWords()));
    keys.put("cleaning.max-words", text(cleaning.maxWords()));
    keys.put("cleaning.max-ratio", Double.toString(cleaning.maxRatio()));
    keys.put("cleaning.identical", Labels.of(cleaning.identical()));
    keys.put("cleaning.duplicates", Labels.of(cleaning.duplicates()));
    if (format.form() != InputForm.BPE) {
      keys.put("bpe.merges", text(subwords.merges()));
      keys.put("bpe.min-frequency", text(subwords.minFrequency()));
    }
    keys.put("vocabulary.max-size", text(subwords.maxSize()));
    keys.put("vocabulary.min-count", text(subwords.minCount()));
    keys.put("shards", text(division.shards()));
    return keys;
  }

  private static String text(int number) {
    return Integer.toString(number);
  }

  private static PrepareSettings read(BlockSettings block) {
    return new PrepareSettings(
        new Languages(block.text("languages.source"), block.text("languages.target")),
        new CorpusFiles(files(block, "train"), files(block, "valid"), files(block, "test")),
        new TextFormat(
            block.choice("format", InputForm.values()), block.choice("case", Casing.values())),
        new Division(
            block.integer("holdout.valid"), block.integer("holdout.test"), block.integer("shards")),
        cleaning(block),
        new Subwords(
            block.integer("bpe.merges"),
            block.integer("bpe.min-frequency"),
            block.integer("vocabulary.max-size"),
            block.integer("vocabulary.min-count")));
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

  /**
   * What the two languages are called in reports.
   *
   * @param source such as {@code en}; not blank
   * @param target such as {@code de}; not blank
   */
  public record Languages(String source, String target) implements Serializable {
    /** Checks that both have a name. */
    public Languages {
      if (source.isBlank() || target.isBlank()) {
        throw new IllegalArgumentException(
            "languages must have names, were '" + source + "' and '" + target + "'");
      }
    }
  }

  /**
   * Text files of a corpus.
   *
   * @param train what is learned from
   * @param valid what training is watched on; if empty, taken out of {@code train}
   * @param test what results are measured on; if empty, taken out of {@code train}
   */
  public record CorpusFiles(PairFiles train, PairFiles valid, PairFiles test) {
    /** Checks that nothing is missing. */
    public CorpusFiles {
      Objects.requireNonNull(train, "train");
      Objects.requireNonNull(valid, "valid");
      Objects.requireNonNull(test, "test");
    }

    PairFiles of(Split split) {
      return switch (split) {
        case TRAIN -> train;
        case VALID -> valid;
        case TEST -> test;
      };
    }
  }

  /**
   * Text files of one part of a corpus: line n of a source file is translated by line n of the
   * target file at the same place.
   *
   * @param source paths or globs of any Hadoop file system; may be empty
   * @param target as many as there are sources, once globs are resolved
   */
  public record PairFiles(List<String> source, List<String> target) {
    /**
     * Copies the lists; checks that both or neither name files, and that the names are paths or
     * URIs.
     */
    public PairFiles {
      source = List.copyOf(source);
      target = List.copyOf(target);
      source.forEach(text -> Locations.check("source", text));
      target.forEach(text -> Locations.check("target", text));
      if (source.isEmpty() != target.isEmpty()) {
        throw new IllegalArgumentException(
            (source.isEmpty() ? "source" : "target")
                + " names no file, but the other side names "
                + (source.isEmpty() ? target : source));
      }
    }

    /** One file of each language. */
    public static PairFiles of(String source, String target) {
      return new PairFiles(List.of(source), List.of(target));
    }

    /** No files. */
    public static PairFiles none() {
      return new PairFiles(List.of(), List.of());
    }

    /** Whether no file is named. */
    public boolean isEmpty() {
      return source.isEmpty();
    }
  }

  /**
   * How tokens are learned and numbered.
   *
   * @param merges largest number of byte pair merges, from 0
   * @param minFrequency a pair that occurs less often is not merged; from 1
   * @param maxSize largest vocabulary with the four special tokens, before padding to a multiple of
   *     8; 0 for no limit, else from 5
   * @param minCount tokens that occur less often are unknown; from 0
   */
  public record Subwords(int merges, int minFrequency, int maxSize, int minCount) {
    /** Checks the ranges. */
    public Subwords {
      if (merges < 0) {
        throw new IllegalArgumentException("bpe.merges must be 0 or more, was " + merges);
      }
      if (minFrequency < 1) {
        throw new IllegalArgumentException(
            "bpe.min-frequency must be 1 or more, was " + minFrequency);
      }
      if (maxSize != 0 && maxSize < 5) {
        throw new IllegalArgumentException(
            "vocabulary.max-size must be 0 (no limit) or 5 or more, was " + maxSize);
      }
      if (minCount < 0) {
        throw new IllegalArgumentException(
            "vocabulary.min-count must be 0 or more, was " + minCount);
      }
    }
  }
}
