package org.mosnas.spark.labelled.prepare;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mosnas.model.config.BlockSettings;
import org.mosnas.model.config.Labels;
import org.mosnas.model.metric.labelled.LabelledMetric;
import org.mosnas.model.network.Head;
import org.mosnas.model.task.labelled.BadLines;
import org.mosnas.model.task.labelled.LabelKind;
import org.mosnas.model.task.labelled.LabelledColumns;
import org.mosnas.model.task.labelled.LabelledEncoder;
import org.mosnas.model.task.labelled.LabelledLayout;
import org.mosnas.spark.io.Locations;
import org.mosnas.spark.task.Foretold;

/**
 * Which texts have which labels, the block {@code mosnas.labelled}.
 *
 * @param files where the texts are
 * @param form how the files are laid out
 * @param badLines what is done about lines that are no examples
 * @param maxLength most tokens of an example, special ones included
 * @param shards number of logical shards of the training data, from 1
 */
public record LabelledSettings(
    PartFiles files, Form form, BadLines badLines, int maxLength, int shards) {
  /** Path of the block. */
  public static final String PATH = "mosnas.labelled";

  private static final String DEFAULTS = "org/mosnas/spark/labelled/labelled.conf";

  /** Checks the ranges. */
  public LabelledSettings {
    if (maxLength < LabelledEncoder.LEAST) {
      throw new IllegalArgumentException(
          "max-length must be " + LabelledEncoder.LEAST + " or more, was " + maxLength);
    }
    if (shards < 1) {
      throw new IllegalArgumentException("shards must be 1 or more, was " + shards);
    }
  }

  /** The keys below {@code mosnas} with their defaults, in HOCON. */
  public static String defaults() {
    return "labelled "
        + ConfigFactory.parseResources(LabelledSettings.class.getClassLoader(), DEFAULTS)
            .getConfig(PATH)
            .root()
            .render(ConfigRenderOptions.concise());
  }

  /**
   * Reads the block, eagerly.
   *
   * @param root the whole configuration, resolved
   * @throws org.mosnas.model.error.MosnasException of kind USAGE, naming the key that is missing or
   *     out of range
   */
  public static LabelledSettings from(Config root) {
    return BlockSettings.read(root, PATH, LabelledSettings::read);
  }

  private static LabelledSettings read(BlockSettings block) {
    return new LabelledSettings(
        new PartFiles(block.texts("train"), block.texts("dev"), block.texts("test")),
        form(block),
        block.choice("bad-lines", BadLines.values()),
        block.integer("max-length"),
        block.integer("shards"));
  }

  private static Form form(BlockSettings block) {
    LabelledLayout layout = block.choice("layout", LabelledLayout.values());
    if (layout != LabelledLayout.TSV) {
      return new Form(layout, layout.kind(), layout.columns());
    }
    List<String> texts =
        block
            .optionalText("text-pair")
            .map(pair -> List.of(block.text("text"), pair))
            .orElseGet(() -> List.of(block.text("text")));
    return new Form(
        layout,
        block.choice("kind", LabelKind.values()),
        LabelledColumns.named(texts, block.text("label")));
  }

  /** The same for other texts. */
  public LabelledSettings withFiles(PartFiles other) {
    return new LabelledSettings(other, form, badLines, maxLength, shards);
  }

  /** What networks will have to answer, and the most that they will have to read. */
  public Foretold foretold() {
    String kind =
        form.layout() == LabelledLayout.TSV
            ? ".kind = " + Labels.of(form.kind())
            : ".layout = " + Labels.of(form.layout());
    return new Foretold(
        new Foretold.Stated<>(
            PATH + kind, form.kind() == LabelKind.NUMBER ? Head.Kind.NUMBER : Head.Kind.CLASS),
        Optional.of(new Foretold.Stated<>(PATH + ".max-length = " + maxLength, maxLength)));
  }

  /**
   * Everything but the paths that decides the result, by its key: what a manifest tells, and what
   * is compared to find out whether data is as it should be.
   */
  Map<String, String> keys() {
    Map<String, String> keys = new LinkedHashMap<>();
    keys.put("layout", Labels.of(form.layout()));
    keys.put("text", form.columns().texts().get(0));
    keys.put("text-pair", String.join("", form.columns().texts().stream().skip(1).toList()));
    keys.put("label", form.columns().label());
    keys.put("kind", Labels.of(form.kind()));
    keys.put("bad-lines", Labels.of(badLines));
    keys.put("max-length", Integer.toString(maxLength));
    keys.put("shards", Integer.toString(shards));
    return keys;
  }

  /**
   * Files of texts.
   *
   * @param train what is learnt from
   * @param dev what training is watched on, and settings are chosen by
   * @param test what results are measured on; if empty, a half of {@code dev}
   */
  public record PartFiles(List<String> train, List<String> dev, List<String> test) {
    /** Copies the lists; checks that the names are paths or URIs. */
    public PartFiles {
      train = List.copyOf(train);
      dev = List.copyOf(dev);
      test = List.copyOf(test);
      train.forEach(text -> Locations.check("train", text));
      dev.forEach(text -> Locations.check("dev", text));
      test.forEach(text -> Locations.check("test", text));
    }
  }

  /**
   * How files are laid out.
   *
   * @param layout by name
   * @param kind what labels are
   * @param columns which columns hold what
   */
  public record Form(LabelledLayout layout, LabelKind kind, LabelledColumns columns) {
    /** What answers are scored by, the one that matters most first. */
    public List<LabelledMetric> metrics() {
      return layout.metrics(kind);
    }

    /** What the column of the second text is called, if there are pairs. */
    public Optional<String> pair() {
      return columns.texts().stream().skip(1).findFirst();
    }
  }
}
