package org.mosnas.spark.masked.prepare;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mosnas.model.config.BlockSettings;
import org.mosnas.model.config.Labels;
import org.mosnas.model.task.masked.MaskingRules;
import org.mosnas.model.task.masked.TextPacker;
import org.mosnas.model.text.Documents.Form;
import org.mosnas.model.text.wordpiece.Normalization;
import org.mosnas.model.text.wordpiece.WordPieceLearner.Limits;
import org.mosnas.spark.data.Division;
import org.mosnas.spark.data.Split;
import org.mosnas.spark.io.Locations;

/**
 * How text becomes sequences with hidden pieces: the blocks {@code mosnas.text}, {@code
 * mosnas.wordpiece} and {@code mosnas.masking}.
 *
 * @param files where the text is
 * @param form how documents are given
 * @param packing how they become sequences
 * @param division sizes of the parts that have no files, and of the shards
 * @param pieces the vocabulary
 * @param masking which pieces are to be guessed
 */
public record TextSettings(
    Files files,
    Form form,
    Packing packing,
    Division division,
    Pieces pieces,
    MaskingRules masking) {
  /** Path of the block of the text. */
  public static final String PATH = "mosnas.text";

  private static final String WORDPIECE = "mosnas.wordpiece";
  private static final String MASKING = "mosnas.masking";
  private static final String DEFAULTS = "org/mosnas/spark/masked/masked-language-model.conf";

  /**
   * Text files of a corpus, paths or globs of any Hadoop file system.
   *
   * @param train what is learned from
   * @param valid what training is watched on; if empty, held out of {@code train}
   * @param test what results are measured on; if empty, held out of {@code train}
   */
  public record Files(List<String> train, List<String> valid, List<String> test) {
    /** Copies the lists; checks that the names are paths or URIs. */
    public Files {
      train = List.copyOf(train);
      valid = List.copyOf(valid);
      test = List.copyOf(test);
      train.forEach(text -> Locations.check("train", text));
      valid.forEach(text -> Locations.check("valid", text));
      test.forEach(text -> Locations.check("test", text));
    }

    /** The files of a part. */
    List<String> of(Split split) {
      return switch (split) {
        case TRAIN -> train;
        case VALID -> valid;
        case TEST -> test;
      };
    }
  }

  /** Whether a sequence may have text of two documents. */
  public enum Neighbours {
    /** It may not. */
    APART,
    /** It may. */
    JOINED
  }

  /**
   * How documents become sequences.
   *
   * @param length most tokens of a sequence, special ones included
   * @param minPieces sequences with fewer pieces of text are left out; from 1
   * @param documents whether a sequence may have text of two
   */
  public record Packing(int length, int minPieces, Neighbours documents) implements Serializable {
    /** Checks the ranges. */
    public Packing {
      if (length < TextPacker.SHORTEST) {
        throw new IllegalArgumentException(
            "length must be " + TextPacker.SHORTEST + " or more, was " + length);
      }
      if (minPieces < 1 || minPieces > length - 2) {
        throw new IllegalArgumentException(
            "min-pieces must be from 1 to length - 2, " + (length - 2) + ", was " + minPieces);
      }
    }
  }

  /**
   * The vocabulary.
   *
   * @param vocabulary file of a published one; if empty, one is learnt
   * @param limits of one that is learnt
   * @param rules of one that is learnt, or whose file does not say any
   */
  public record Pieces(Optional<String> vocabulary, Limits limits, Normalization rules) {
    /** Checks that the name is a path or a URI. */
    public Pieces {
      vocabulary.ifPresent(path -> Locations.check("vocabulary", path));
    }
  }

  /** The keys below {@code mosnas} with their defaults, in HOCON. */
  public static String defaults() {
    return ConfigFactory.parseResources(TextSettings.class.getClassLoader(), DEFAULTS)
        .getConfig("mosnas")
        .root()
        .render(ConfigRenderOptions.concise());
  }

  /**
   * Reads the blocks, eagerly.
   *
   * @param root the whole configuration, resolved
   * @throws org.mosnas.model.error.MosnasException of kind USAGE, naming the key that is missing or
   *     out of range
   */
  public static TextSettings from(Config root) {
    Pieces pieces = BlockSettings.read(root, WORDPIECE, TextSettings::pieces);
    MaskingRules masking =
        BlockSettings.read(
            root,
            MASKING,
            block ->
                new MaskingRules(
                    block.number("share"),
                    block.number("hidden"),
                    block.number("random"),
                    block.choice("unit", MaskingRules.Unit.values())));
    return BlockSettings.read(root, PATH, block -> text(block, pieces, masking));
  }

  private static TextSettings text(BlockSettings block, Pieces pieces, MaskingRules masking) {
    String field = block.text("field");
    if (field.isBlank()) {
      throw new IllegalArgumentException("field must not be blank");
    }
    return new TextSettings(
        new Files(block.texts("train"), block.texts("valid"), block.texts("test")),
        new Form(block.choice("format", Form.Layout.values()), field),
        new Packing(
            block.integer("length"),
            block.integer("min-pieces"),
            block.choice("documents", Neighbours.values())),
        new Division(
            block.integer("holdout.valid"), block.integer("holdout.test"), block.integer("shards")),
        pieces,
        masking);
  }

  private static Pieces pieces(BlockSettings block) {
    return new Pieces(
        block.optionalText("vocabulary"),
        new Limits(block.integer("size"), block.integer("alphabet"), block.integer("min-count")),
        new Normalization(
            block.flag("lower-case"),
            block.flag("strip-accents"),
            block.flag("chinese-apart"),
            block.flag("clean-text")));
  }

  /** The same for other text. */
  public TextSettings withFiles(Files other) {
    return new TextSettings(other, form, packing, division, pieces, masking);
  }

  /** Documents that are held out for a part. */
  int heldOut(Split split) {
    return files.of(split).isEmpty() ? division.heldOut(split) : 0;
  }

  /**
   * Everything but the paths that decides the result, by its key: what a manifest tells, and what
   * is compared to find out whether data is as it should be.
   */
  Map<String, String> keys() {
    Map<String, String> keys = new LinkedHashMap<>();
    keys.put("text.format", Labels.of(form.layout()));
    if (form.layout() == Form.Layout.JSONL) {
      keys.put("text.field", form.field());
    }
    if (!files.train().isEmpty()) {
      // A corpus of the run's own brings all parts.
      keys.put("text.holdout.valid", Integer.toString(heldOut(Split.VALID)));
      keys.put("text.holdout.test", Integer.toString(heldOut(Split.TEST)));
    }
    keys.put("text.length", Integer.toString(packing.length()));
    keys.put("text.min-pieces", Integer.toString(packing.minPieces()));
    keys.put("text.documents", Labels.of(packing.documents()));
    keys.put("text.shards", Integer.toString(division.shards()));
    keys.put("wordpiece", pieces.vocabulary().isPresent() ? "given" : "learnt");
    if (pieces.vocabulary().isEmpty()) {
      keys.put("wordpiece.size", Integer.toString(pieces.limits().size()));
      keys.put("wordpiece.alphabet", Integer.toString(pieces.limits().alphabet()));
      keys.put("wordpiece.min-count", Long.toString(pieces.limits().minCount()));
    }
    Normalization rules = pieces.rules();
    keys.put("wordpiece.lower-case", Boolean.toString(rules.lowerCase()));
    keys.put("wordpiece.strip-accents", Boolean.toString(rules.stripAccents()));
    keys.put("wordpiece.chinese-apart", Boolean.toString(rules.chineseApart()));
    keys.put("wordpiece.clean-text", Boolean.toString(rules.cleanText()));
    keys.put("masking.share", Double.toString(masking.share()));
    keys.put("masking.hidden", Double.toString(masking.hidden()));
    keys.put("masking.random", Double.toString(masking.random()));
    keys.put("masking.unit", Labels.of(masking.unit()));
    return keys;
  }
}
