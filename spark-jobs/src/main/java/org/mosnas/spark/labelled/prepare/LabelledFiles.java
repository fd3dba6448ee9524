package org.mosnas.spark.labelled.prepare;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.task.labelled.LabelCheck;
import org.mosnas.model.task.labelled.LabelKind;
import org.mosnas.model.task.labelled.LabelledPart;
import org.mosnas.model.task.labelled.LabelledReader;
import org.mosnas.model.task.labelled.LabelledText;
import org.mosnas.model.task.labelled.Labelling;
import org.mosnas.model.text.TextLines;
import org.mosnas.spark.data.CountingDigest;
import org.mosnas.spark.data.HadoopFiles;
import org.mosnas.spark.data.InputFiles;
import org.mosnas.spark.data.Split;
import org.mosnas.spark.data.TextFile;
import org.mosnas.spark.labelled.prepare.LabelledManifest.Input;

/**
 * Reads the files of all parts, which fit into the driver, and checks their labels.
 *
 * @param train what is learnt from
 * @param dev what training is watched on
 * @param test what results are measured on
 * @param labelling what the labels of the training data are
 * @param inputs the files
 * @param splitsDev whether {@code test} is a half of the development set
 */
record LabelledFiles(
    LabelledPart train,
    LabelledPart dev,
    LabelledPart test,
    Labelling labelling,
    List<Input> inputs,
    boolean splitsDev) {
  private static final int FEWEST = 2;

  /** Reads everything that some settings name. */
  static LabelledFiles read(JavaSparkContext context, LabelledSettings settings) {
    Reading reading = new Reading(context, settings);
    boolean numbers = settings.form().kind() == LabelKind.NUMBER;
    LabelledPart train =
        reading.part(
            "train",
            settings.files().train(),
            numbers ? new Labelling.Numbers() : LabelCheck.ANY_NAME);
    Labelling labelling = numbers ? new Labelling.Numbers() : classes(train);
    LabelledPart dev = reading.part("dev", settings.files().dev(), labelling);
    if (!settings.files().test().isEmpty()) {
      LabelledPart test = reading.part("test", settings.files().test(), labelling);
      return new LabelledFiles(train, dev, test, labelling, reading.inputs, false);
    }
    DevelopmentSplit split = DevelopmentSplit.of(dev.texts());
    return new LabelledFiles(
        train,
        new LabelledPart(split.dev(), dev.read(), dev.dropped(), dev.places()),
        new LabelledPart(split.test(), 0, Map.of(), dev.places()),
        labelling,
        reading.inputs,
        true);
  }

  /** What is in a part. */
  LabelledPart of(Split split) {
    return switch (split) {
      case TRAIN -> train;
      case VALID -> dev;
      case TEST -> test;
    };
  }

  /**
   * The classes of the training data.
   *
   * @throws BadDataException if there is only one, or one of a single example
   */
  private static Labelling classes(LabelledPart train) {
    Map<String, Long> counts = LabelCounts.of(train.texts());
    List<String> names = List.copyOf(counts.keySet());
    if (names.size() < FEWEST) {
      throw new BadDataException(
          String.format(
              Locale.ROOT,
              "%s: all %d examples to train on are of the class '%s'; expected at least two classes,"
                  + " check which column is the label (%s.label)",
              train.places().get(names.get(0)),
              train.texts().size(),
              names.get(0),
              LabelledSettings.PATH));
    }
    for (String name : names) {
      if (counts.get(name) < FEWEST) {
        throw new BadDataException(
            String.format(
                Locale.ROOT,
                "%s: the class '%s' has a single example, and %d classes are there; nothing can be"
                    + " learnt from one: add examples of it, take it out, or, if labels are"
                    + " numbers, set %s.kind = number",
                train.places().get(name),
                name,
                names.size(),
                LabelledSettings.PATH));
      }
    }
    return new Labelling.Classes(names);
  }

  /** The files read so far. */
  private static final class Reading {
    private final InputFiles finder;
    private final HadoopFiles files;
    private final LabelledReader reader;
    private final List<Input> inputs = new ArrayList<>();

    Reading(JavaSparkContext context, LabelledSettings settings) {
      finder = new InputFiles(context.hadoopConfiguration());
      files = new HadoopFiles(context);
      reader = new LabelledReader(settings.form().columns(), settings.badLines());
    }

    LabelledPart part(String name, List<String> paths, LabelCheck check) {
      String key = LabelledSettings.PATH + "." + name;
      if (paths.isEmpty()) {
        throw new MosnasException(
            ErrorKind.USAGE, key + " names no file; name the files of texts with labels");
      }
      LabelledPart part = LabelledPart.NONE;
      List<TextFile> found = finder.resolve(key, paths);
      for (TextFile file : found) {
        part = part.plus(read(name, file, check));
      }
      if (part.texts().isEmpty()) {
        throw new BadDataException(
            String.format(
                Locale.ROOT,
                "%s: no examples%s; expected one a line (%s)",
                found.get(0).name(),
                part.dropped().isEmpty() ? "" : ", dropped " + part.dropped(),
                key));
      }
      return part;
    }

    private LabelledPart read(String part, TextFile file, LabelCheck check) {
      try (CountingDigest in = new CountingDigest(files.open(file, 0));
          TextLines lines = new TextLines(file.name(), in)) {
        LabelledPart read = reader.read(lines, check);
        in.toEnd();
        inputs.add(new Input(part, file.name(), in.bytes(), in.sha256()));
        return read;
      } catch (IOException e) {
        throw BadDataException.unreadable(file.name(), e, "check its permissions");
      }
    }
  }

  /** Texts of the development set that are kept, and those that become the test set. */
  private record DevelopmentSplit(List<LabelledText> dev, List<LabelledText> test) {
    static DevelopmentSplit of(List<LabelledText> texts) {
      List<LabelledText> dev = new ArrayList<>();
      List<LabelledText> test = new ArrayList<>();
      for (LabelledText text : texts) {
        (DevelopmentHash.isTest(text) ? test : dev).add(text);
      }
      if (dev.isEmpty() || test.isEmpty()) {
        throw new BadDataException(
            String.format(
                Locale.ROOT,
                "the development set of %d examples is too small to be halved; name files to test"
                    + " on with %s.test",
                texts.size(),
                LabelledSettings.PATH));
      }
      return new DevelopmentSplit(dev, test);
    }
  }
}
