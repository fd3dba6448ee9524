package org.mosnas.spark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosnas.spark.masked.prepare.EnglishText;
import org.mosnas.spark.testing.Launcher;
import org.mosnas.spark.testing.Launcher.Outcome;
import org.mosnas.spark.testing.PageBlocks;

/**
 * Runs the commands of the page for users of BERT as they stand there, from raw text to a
 * classifier, with a smaller space and less training.
 */
class BertPageIT {
  private static final String SMALLER =
      """
      mosnas {
        labelled { max-length = 16, shards = 2 }
        text { length = 16, min-pieces = 1, shards = 2, holdout { valid = 10, test = 10 } }
        wordpiece.size = 200
        space {
          embed = 16, hidden = [16, 8], heads = [2], ffn = 32, layers = [2], positions = 16
          reference-length = 16
        }
        train {
          rounds = 2, updates-per-round = 4, max-tokens = 256, max-length = 16
          learning-rate.warmup-updates = 2
        }
        finetune {
          rounds = 2, updates-per-round = 4, max-tokens = 256, max-length = 16
          learning-rate.warmup-updates = 2
        }
        validation.sentences = 20
        search {
          limit { latency-fraction = null, parameters = 1000000 }
          evolution { population = 4, parents = 1, mutations = 2, crossovers = 1, generations = 2 }
        }
        profile { rounds = 3, warm-up-rounds = 2, calibration { networks = 0, rounds = 3 } }
      }
      """;

  @TempDir private Path temporary;

  @Test
  void leadsFromTextToAClassifier() throws Exception {
    Path folder = PageBlocks.folder(temporary.resolve("bert"));
    Files.writeString(folder.resolve("smaller.conf"), SMALLER);
    write(folder);
    String commands =
        PageBlocks.of("docs/bert.md", "sh")
            .replace("/data/", "data/")
            .replace("conf/demo-bert.conf", "conf/demo-bert.conf --conf smaller.conf")
            .replace("rounds='[8, 16]'", "rounds='[1, 2]'")
            .replace("--seeds 3", "--seeds 2");

    Outcome outcome =
        new Launcher(folder, Launcher.locale(Locale.ROOT))
            .run(List.of("bash", "-euo", "pipefail", "-c", commands));

    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.out())
        .contains("searched, finetuned", "naive Bayes", "accuracy by seed, ", "topics: intact;");
    assertThat(Files.readAllLines(folder.resolve("topics.tsv")))
        .hasSize(2)
        .allSatisfy(line -> assertThat(line).matches("(river|storm)(\t[\\d.eE-]+)+"));
    assertThat(folder.resolve("runs/mine/huggingface/model.safetensors")).doesNotExist();
  }

  private static void write(Path folder) throws Exception {
    Path text = Files.createDirectories(folder.resolve("data/text"));
    try (var out = new GZIPOutputStream(Files.newOutputStream(text.resolve("a.gz")))) {
      out.write(EnglishText.documents(80, 1).getBytes(StandardCharsets.UTF_8));
    }
    Path topics = Files.createDirectories(folder.resolve("data/topics"));
    topics(topics.resolve("train.tsv"), 40);
    topics(topics.resolve("dev.tsv"), 40);
    Files.writeString(folder.resolve("texts.txt"), "The old river.\nA storm follows.\n");
  }

  private static void topics(Path file, int count) throws Exception {
    List<String> lines = new ArrayList<>(List.of("text\tlabel"));
    for (int i = 0; i < count; i++) {
      String topic = i % 2 == 0 ? "river" : "storm";
      lines.add("The " + (i % 3 == 0 ? "old " : "new ") + topic + " number " + i + "\t" + topic);
    }
    Files.write(file, lines);
  }
}
