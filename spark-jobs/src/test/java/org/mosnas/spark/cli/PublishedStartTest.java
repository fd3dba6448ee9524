package org.mosnas.spark.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.mosnas.model.checkpoint.Safetensors;
import org.mosnas.model.family.bert.BertShape;
import org.mosnas.model.family.bert.BertSpec;
import org.mosnas.model.family.bert.published.PublishedConfig;
import org.mosnas.model.family.bert.published.PublishedWeights;
import org.mosnas.model.supernet.DenseSubnet;
import org.mosnas.model.supernet.Initializer;
import org.mosnas.model.supernet.ParameterBank;
import org.mosnas.model.supernet.Supernet;
import org.mosnas.spark.masked.prepare.EnglishText;
import org.mosnas.spark.testing.SparkExtension;

/** A supernet that begins with the weights of a published encoder, and encoders that do not fit. */
@ExtendWith(SparkExtension.class)
class PublishedStartTest {
  private static final String SETTINGS =
      """
      mosnas {
        task = masked-language-model
        space {
          family = bert, embed = 16, hidden = [16, 8], heads = [2], ffn = 32, layers = [2]
          positions = 32, reference-length = 32
        }
        text { train = "TEXT", length = 32, shards = 2, holdout { valid = 10, test = 10 } }
        wordpiece.size = 128
        model { mixture { experts = 2, hidden-size = 4 }, init.from = "FROM" }
        train {
          rounds = 1, updates-per-round = 1, workers = 1, max-tokens = 128, max-length = 32
          learning-rate { peak = 1e-9, warmup-updates = 0 }
        }
        finetune.learning-rate.warmup-updates = 0
        validation.sentences = 10
      }
      """;

  @TempDir private Path folder;

  @Test
  void theSupernetBeginsWithItOrSaysWhyNot(SparkSession unused) throws IOException {
    String text = new EnglishText(folder).write("a.txt", EnglishText.documents(60, 1));
    Path settings =
        Files.writeString(
            folder.resolve("start.conf"),
            SETTINGS.replace("TEXT", text).replace("FROM", folder.resolve("encoder").toString()));
    succeed("prepare", settings);
    int vocabulary = Files.readAllLines(folder.resolve("run/data/vocab.txt")).size();

    assertThat(refused(4, settings)).contains("config.json is missing; mosnas.model.init.from");
    write(BertSpec.homogeneous(2, 16, 2, 32), vocabulary + 8);
    assertThat(refused(2, settings))
        .contains("a vocabulary of " + (vocabulary + 8) + " tokens, the data have one of ");
    write(BertSpec.homogeneous(2, 16, 2, 24), vocabulary);
    assertThat(refused(2, settings)).contains("the space is wider than the network it starts from");
    write(BertSpec.homogeneous(1, 16, 2, 32), vocabulary);
    assertThat(refused(2, settings)).contains("more layers than the network it starts from");
    Files.writeString(
        folder.resolve("encoder/config.json"),
        PublishedConfig.of(BertShape.of(BertSpec.homogeneous(2, 16, 2, 32), vocabulary, 32))
            .toJson());
    assertThat(refused(4, settings)).contains("has no tensor encoder.layer.1.");

    DenseSubnet encoder = write(BertSpec.homogeneous(2, 16, 2, 32), vocabulary);
    succeed("train", settings);
    Map<String, float[]> trained = trained();
    try (ParameterBank start = encoder.toBank()) {
      assertThat(trained.get("embeddings.word_embeddings"))
          .containsExactly(start.matrix("embeddings.word_embeddings").toArray(), within(1e-6f));
    }
  }

  private DenseSubnet write(BertSpec spec, int vocabulary) throws IOException {
    BertShape shape = BertShape.of(spec, vocabulary, 32);
    try (ParameterBank bank = Initializer.initialize(Supernet.plain(shape), 3)) {
      DenseSubnet encoder = new DenseSubnet(shape, bank.toArray());
      Path target = Files.createDirectories(folder.resolve("encoder"));
      Files.writeString(target.resolve(PublishedConfig.FILE), PublishedConfig.of(shape).toJson());
      try (OutputStream out = Files.newOutputStream(target.resolve(PublishedWeights.FILE))) {
        PublishedWeights.write(out, encoder);
      }
      return encoder;
    }
  }

  /** The tensors of the newest checkpoint. */
  private Map<String, float[]> trained() throws IOException {
    Map<String, float[]> tensors = new HashMap<>();
    try (Stream<Path> files = Files.walk(folder.resolve("run/train/checkpoints"))) {
      Path file =
          files
              .filter(path -> path.getFileName().toString().startsWith("parameters"))
              .findFirst()
              .orElseThrow();
      try (InputStream in = Files.newInputStream(file)) {
        assertThat(Safetensors.readAll(in, file.toString(), header -> {}, tensors::put).tensors())
            .isNotEmpty();
      }
    }
    return tensors;
  }

  private void succeed(String command, Path settings) {
    CommandRun.succeeding(Tenants.all(), arguments(command, settings));
  }

  private String refused(int code, Path settings) {
    CommandRun run = CommandRun.of(Tenants.all(), arguments("train", settings));
    assertThat(run.code()).as(run.said()).isEqualTo(code);
    return run.said();
  }

  private String[] arguments(String command, Path settings) {
    return new String[] {
      command,
      "--run-dir",
      folder.resolve("run").toString(),
      "--resume",
      "--conf",
      settings.toString()
    };
  }
}
