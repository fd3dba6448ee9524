package org.mosnas.spark.translation.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mosnas.spark.translation.prepare.TextFolder.job;
import static org.mosnas.spark.translation.prepare.TextFolder.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.text.SentencePair;
import org.mosnas.spark.testing.SparkExtension;
import org.mosnas.spark.translation.prepare.PrepareSettings.CorpusFiles;
import org.mosnas.spark.translation.prepare.PreparedData.TestSentence;

@ExtendWith(SparkExtension.class)
class PreparedDataTest {
  private static final int SENTENCES = 30;

  @TempDir private Path folder;
  private SparkSession spark;
  private TextFolder text;

  @BeforeEach
  void prepare(SparkSession session) {
    spark = session;
    text = new TextFolder(folder);
    CorpusFiles corpus =
        new CorpusFiles(
            text.pairs("train", SENTENCES, 1), text.pairs("valid", 6, 2), text.pairs("test", 7, 3));
    job(settings(corpus)).run(spark, text.path("data"), List.of());
  }

  @Test
  void eachWorkerHasItsShardsInOrder() {
    PreparedData data = text.open("data");
    List<String> source = TextFolder.sentences(SENTENCES, 1).get(0);
    for (int workers = 1; workers <= 4; workers++) {
      List<List<SentencePair>> parts = data.shards(spark, workers).collect();
      assertThat(parts).hasSize(workers);
      assertThat(data.shards(spark, workers).getNumPartitions()).isEqualTo(workers);
      for (int worker = 0; worker < workers; worker++) {
        List<String> expected = new ArrayList<>();
        for (int id = 0; id < SENTENCES; id++) {
          if (id % 4 % workers == worker) {
            expected.add(source.get(id));
          }
        }
        assertThat(parts.get(worker))
            .as("worker %d of %d", worker, workers)
            .extracting(pair -> data.pipeline().decode(pair.source()))
            .isEqualTo(expected);
      }
    }
  }

  @Test
  void refusesMoreWorkersThanShards() {
    PreparedData data = text.open("data");
    assertThatThrownBy(() -> data.shards(spark, 5))
        .isInstanceOf(MosnasException.class)
        .hasMessage(
            "5 workers cannot share 4 shards of training data; set workers from 1 to 4, or prepare"
                + " the data with more shards (mosnas.prepare.shards)")
        .satisfies(e -> assertThat(((MosnasException) e).kind()).isEqualTo(ErrorKind.USAGE));
  }

  @Test
  void givesValidationAndTestInTheOrderOfTheirFiles() {
    PreparedData data = text.open("data");
    List<List<String>> valid = TextFolder.sentences(6, 2);
    List<List<String>> test = TextFolder.sentences(7, 3);
    assertThat(data.valid(spark))
        .extracting(pair -> data.pipeline().decode(pair.target()))
        .isEqualTo(valid.get(1));
    assertThat(data.test(spark)).extracting(TestSentence::sourceText).isEqualTo(test.get(0));
    assertThat(data.test(spark)).extracting(TestSentence::targetText).isEqualTo(test.get(1));
    assertThat(data.test(spark))
        .allSatisfy(
            s -> assertThat(s.sourceIds()).isEqualTo(data.pipeline().encode(s.sourceText())));
  }

  @Test
  void saysWhatToDoWhereThereIsNoData() {
    assertThatThrownBy(() -> text.open("nowhere"))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("no prepared data in")
        .hasMessageContaining("run mos prepare first");
  }

  @Test
  void refusesFilesThatAreNotAsTheyWereWritten() throws IOException {
    Path dictionary = folder.resolve("data/dict.txt");
    String original = Files.readString(dictionary);
    Files.writeString(dictionary, original.replaceFirst("[0-9]", "7"));
    assertRefused("dict.txt: not as it was written");
    Files.writeString(dictionary, original);
    Path shard = folder.resolve("data/train/shard-00002.parquet");
    byte[] bytes = Files.readAllBytes(shard);
    Files.write(shard, java.util.Arrays.copyOf(bytes, bytes.length - 1));
    assertRefused("shard-00002.parquet: not as it was written");
    Files.delete(shard);
    assertRefused("shard-00002.parquet: prepared data is incomplete");
    Files.write(shard, bytes);
    text.open("data");
  }

  @Test
  void failsRatherThanTrainOnOtherPairs() throws IOException {
    PreparedData data = text.open("data");
    Path train = folder.resolve("data/train");
    Files.copy(
        train.resolve("shard-00000.parquet"),
        train.resolve("shard-00003.parquet"),
        StandardCopyOption.REPLACE_EXISTING);
    assertThatThrownBy(() -> data.shards(spark, 4).collect())
        .hasMessageContaining("BadDataException")
        .hasMessageContaining("shard-00003.parquet: 8 sentence pairs in place of 7");
  }

  @Test
  void refusesOtherVersionsAndWhatIsNoManifest() throws IOException {
    Path manifest = folder.resolve("data/manifest.json");
    String original = Files.readString(manifest);
    Files.writeString(
        manifest, original.replace("\"format-version\" : 1", "\"format-version\" : 9"));
    assertRefused("prepared data of version 9; this program reads version 1");
    Files.writeString(manifest, original.substring(0, original.length() / 2));
    assertRefused("not a manifest of prepared data");
  }

  private void assertRefused(String message) {
    assertThatThrownBy(() -> text.open("data"))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining(message)
        .message()
        .doesNotContain("\n");
  }
}
