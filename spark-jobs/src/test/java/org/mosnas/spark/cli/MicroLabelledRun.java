package org.mosnas.spark.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.mosnas.spark.labelled.prepare.LabelledFolder;

/** A run in which BERTs learn labels in seconds. */
final class MicroLabelledRun {
  private static final String SETTINGS =
      """
      mosnas {
        task = %s
        labelled { train = "%s", dev = "%s", test = "%s", max-length = 16, shards = 2 }
        space {
          family = bert, name = tiny, layout = homogeneous, hidden = [16, 8], heads = [2]
          ffn-ratio = [2], layers = [2, 1], positions = 16, reference-length = 16
        }
        train {
          rounds = 4, updates-per-round = 30, max-tokens = 256, max-length = 16
          learning-rate { schedule = linear, peak = 1e-2, warmup-updates = 10 }, dropout.residual = 0
        }
        finetune {
          rounds = 2, updates-per-round = 30, learning-rate { peak = 5e-3, warmup-updates = 5 }
        }
        validation.sentences = 60
        search {
          limit { latency-fraction = null, parameters = 100000 }
          evolution { population = 4, parents = 1, mutations = 2, crossovers = 1, generations = 2 }
        }
        profile { rounds = 3, warm-up-rounds = 2, calibration { networks = 0, rounds = 3 } }
      }
      """;

  private MicroLabelledRun() {}

  /** Writes settings and labelled texts for a task of the supernet; returns the file. */
  static String settings(LabelledFolder text, Path folder, String task) throws IOException {
    Path file = folder.resolve("settings.conf");
    Files.writeString(
        file,
        String.format(
            Locale.ROOT,
            SETTINGS,
            task,
            text.classes("train.tsv", 300, 1),
            text.classes("dev.tsv", 60, 2),
            text.classes("test.tsv", 60, 3)));
    return file.toString();
  }

  /** Writes text to pretrain on; returns the setting that names it. */
  static String text(LabelledFolder text) {
    return "text={train=\""
        + text.documents("text.txt", 200, 4)
        + "\", length=16, min-pieces=1, shards=2, holdout={valid=20, test=20}}";
  }
}
