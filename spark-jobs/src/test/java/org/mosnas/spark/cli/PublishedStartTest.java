package org.mosnas.spark.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.mosnas.model.family.bert.BertShape;
import org.mosnas.model.family.bert.BertSpec;
import org.mosnas.model.family.bert.published.PublishedConfig;
import org.mosnas.model.family.bert.published.PublishedWeights;
import org.mosnas.model.supernet.DenseSubnet;
import org.mosnas.model.supernet.Initializer;
import org.mosnas.model.supernet.ParameterBank;
import org.mosnas.model.supernet.ParameterLayout;
import org.mosnas.model.supernet.Supernet;
import org.mosnas.spark.config.ConfigSources;
import org.mosnas.spark.config.ConfigSources.StoredConfig;
import org.mosnas.spark.config.EffectiveConfig;
import org.mosnas.spark.config.SettingsLoader;
import org.mosnas.spark.io.AtomicFiles;
import org.mosnas.spark.masked.prepare.EnglishText;
import org.mosnas.spark.run.RunLayout;
import org.mosnas.spark.stage.Experiment;
import org.mosnas.spark.task.Catalog;
import org.mosnas.spark.testing.SparkExtension;
import org.mosnas.spark.train.CheckpointStore;

/**
 * Supernets that begin with a published encoder or learn from one, and encoders that do not fit.
 */
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

  private static final String WORDS = "embeddings.word_embeddings";
  private static final String ORDER = "mosnas.model.init.order=";
  private static final int WIDTH = 16;

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
    float[] byMagnitude = trainedWords();
    assertThat(refused(4, settings, ORDER + "gradient"))
        .contains("another space, configuration or corpus");
    delete(folder.resolve("run/train"));
    succeed("train", settings, ORDER + "gradient");
    float[] byGradient = trainedWords();
    delete(folder.resolve("run/train"));
    succeed("train", settings, ORDER + "none");
    try (ParameterBank start = encoder.toBank()) {
      float[] published = start.matrix(WORDS).toArray();
      assertThat(trainedWords()).containsExactly(published, within(1e-6f));
      assertThat(byMagnitude).isNotEqualTo(byGradient);
      for (float[] ordered : List.of(byMagnitude, byGradient)) {
        assertThat(ordered[WIDTH]).isNotCloseTo(published[WIDTH], within(1e-6f));
        assertThat(sorted(ordered)).containsExactly(sorted(published), within(1e-6f));
      }
    }
  }

  /** Embeddings with their columns, the units, in the order of the values of the second row. */
  private static float[] sorted(float[] embeddings) {
    int[] columns =
        IntStream.range(0, WIDTH)
            .boxed()
            .sorted(Comparator.comparing(c -> embeddings[WIDTH + c]))
            .mapToInt(c -> c)
            .toArray();
    float[] sorted = new float[embeddings.length];
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] = embeddings[i - i % WIDTH + columns[i % WIDTH]];
    }
    return sorted;
  }

  @Test
  void aSupernetLearnsFromItOrSaysWhyNot(SparkSession unused) throws IOException {
    String text = new EnglishText(folder).write("a.txt", EnglishText.documents(60, 1));
    Path begin =
        Files.writeString(
            folder.resolve("plain.conf"),
            SETTINGS.replace("TEXT", text).replace(", init.from = \"FROM\"", ""));
    succeed("prepare", begin);
    int vocabulary = Files.readAllLines(folder.resolve("run/data/vocab.txt")).size();
    Path scores = taught(begin, "logits = 1");
    Path inside = taught(begin, "logits = 0, hidden = 1, relations = 1");

    assertThat(refused(4, inside))
        .contains("config.json is missing; mosnas.train.distillation.from must name");
    write(BertSpec.homogeneous(1, 12, 2, 24), vocabulary);
    assertThat(refused(2, inside)).contains("hidden states of the teacher have 12 units");
    write(BertSpec.homogeneous(1, 16, 2, 24), vocabulary + 8);
    assertThat(refused(2, inside)).contains("prepare the data with the tokenizer");
    write(BertSpec.homogeneous(3, 16, 2, 24), vocabulary);
    dropTokenHead();
    assertThat(refused(2, scores))
        .contains("mosnas.train.distillation.weights.logits must be 0: the published network has");

    succeed("train", inside);
    float[] first = trainedWords();
    assertThat(CommandRun.succeeding(Tenants.all(), arguments("train", inside)))
        .contains("train is already done");
    write(BertSpec.homogeneous(2, 16, 2, 24), vocabulary);
    CommandRun.succeeding(
        Tenants.all(),
        "train",
        "--run-dir",
        folder.resolve("run").toString(),
        "--conf",
        scores.toString());
    assertThat(trainedWords()).isNotEqualTo(first);
    write(BertSpec.homogeneous(1, 16, 2, 24), vocabulary);
    assertThat(refused(4, scores)).contains("the checkpoint is of another space, configuration");
  }

  private Path taught(Path settings, String weights) throws IOException {
    String teacher =
        String.format(
            Locale.ROOT,
            "mosnas.train.distillation { teacher = published, from = \"%s\", weights { %s }, relation-heads = 2 }",
            folder.resolve("encoder"),
            weights);
    return Files.writeString(
        folder.resolve(weights.hashCode() + ".conf"), Files.readString(settings) + teacher);
  }

  /** Gives the tensors of the head names that are passed over. */
  private void dropTokenHead() throws IOException {
    Path file = folder.resolve("encoder").resolve(PublishedWeights.FILE);
    String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
    Files.writeString(
        file, bytes.replace("cls.predictions.", "classifier.head."), StandardCharsets.ISO_8859_1);
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

  /** The embeddings of words in the newest checkpoint. */
  private float[] trainedWords() {
    Configuration hadoop = new Configuration();
    org.apache.hadoop.fs.Path run = new org.apache.hadoop.fs.Path(folder.resolve("run").toUri());
    Catalog catalog = Tenants.all();
    EffectiveConfig settings =
        SettingsLoader.with(catalog.extensions())
            .load(new ConfigSources(List.of(), List.of(), StoredConfig.of(run.toString(), hadoop)));
    ParameterLayout layout =
        Experiment.of(
                settings,
                catalog,
                catalog.task(settings).open(new org.apache.hadoop.fs.Path(run, "data"), hadoop))
            .supernet()
            .layout();
    AtomicFiles files = AtomicFiles.on(run, hadoop);
    org.apache.hadoop.fs.Path checkpoints =
        new org.apache.hadoop.fs.Path(run, RunLayout.checkpoints("train"));
    try (ParameterBank trained =
        CheckpointStore.parameters(files, CheckpointStore.newest(files, checkpoints), layout)) {
      ParameterLayout.Slot words = layout.slots().get(WORDS);
      return trained.toArray(words.offset(), words.offset() + words.size());
    }
  }

  private void succeed(String command, Path settings, String... keys) {
    CommandRun.succeeding(Tenants.all(), arguments(command, settings, keys));
  }

  private String refused(int code, Path settings, String... keys) {
    CommandRun run = CommandRun.of(Tenants.all(), arguments("train", settings, keys));
    assertThat(run.code()).as(run.said()).isEqualTo(code);
    return run.said();
  }

  private String[] arguments(String command, Path settings, String... keys) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of(command, "--run-dir", folder.resolve("run").toString(), "--resume"));
    arguments.addAll(List.of("--conf", settings.toString()));
    for (String key : keys) {
      arguments.addAll(List.of("--set", key));
    }
    return arguments.toArray(String[]::new);
  }

  private static void delete(Path tree) throws IOException {
    try (Stream<Path> files = Files.walk(tree)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
