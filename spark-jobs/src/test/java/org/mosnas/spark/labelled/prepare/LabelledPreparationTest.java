package org.mosnas.spark.labelled.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mosnas.spark.labelled.prepare.LabelledFolder.classes;
import static org.mosnas.spark.labelled.prepare.LabelledFolder.preparation;
import static org.mosnas.spark.labelled.prepare.LabelledFolder.published;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.network.Example;
import org.mosnas.model.network.Head;
import org.mosnas.model.task.labelled.LabelledExample;
import org.mosnas.model.task.labelled.LabelledLayout;
import org.mosnas.spark.data.DataFolder.Outcome;
import org.mosnas.spark.data.DataFolder.Result;
import org.mosnas.spark.data.Split;
import org.mosnas.spark.labelled.prepare.LabelledData.TextAndLabel;
import org.mosnas.spark.testing.SparkExtension;

@ExtendWith(SparkExtension.class)
class LabelledPreparationTest {
  @TempDir private Path folder;
  private SparkSession spark;
  private LabelledFolder text;

  @BeforeEach
  void open(SparkSession session) {
    spark = session;
    text = new LabelledFolder(folder);
  }

  @Test
  void everyExampleIsInItsShardWithItsTextAndLabel() {
    LabelledSettings settings =
        classes(text.classes("a", 31, 1), text.classes("b", 8, 2), text.classes("c", 9, 3));
    Result<LabelledManifest> result =
        preparation(settings).run(spark, text.path("data"), List.of());
    assertThat(result.outcome()).isEqualTo(Outcome.PREPARED);
    LabelledManifest manifest = result.manifest();
    assertThat(manifest.classes()).containsExactly("cold", "warm");
    assertThat(manifest.shardExamples()).containsExactly(11L, 10L, 10L);
    assertThat(manifest.part(Split.TRAIN).labels()).isEqualTo(Map.of("warm", 16L, "cold", 15L));
    assertThat(manifest.splitsDev()).isFalse();
    LabelledData data = text.open("data");
    assertThat(data.manifest()).isEqualTo(manifest);
    assertThat(data.head()).isEqualTo(Head.classes(2));
    assertThat(data.vocabularies()).containsExactly(17);
    assertThat(data.tokenizer().vocabulary()).isEqualTo(LabelledFolder.TOKENIZER.vocabulary());
    List<List<Example>> workers = data.trainShards(spark, 2).collect();
    assertThat(workers).extracting(List::size).containsExactly(21, 10);
    assertThat(workers)
        .as("classes alternate in the file, but not from shard to shard")
        .allSatisfy(
            worker ->
                assertThat(worker)
                    .extracting(example -> ((LabelledExample) example).label())
                    .contains(0f, 1f));
    assertThat(data.trainTexts(spark).collect())
        .hasSize(31)
        .allSatisfy(example -> assertThat(example.texts()).hasSize(1));
    assertThat(data.validation(spark)).hasSize(8);
    List<TextAndLabel> test = data.testTexts(spark);
    List<LabelledExample> ids = data.test(spark);
    for (int i = 0; i < 9; i++) {
      assertThat(ids.get(i).label()).isEqualTo(i % 2 == 0 ? 1 : 0).isEqualTo(test.get(i).label());
      int[] pieces = LabelledFolder.TOKENIZER.ids(test.get(i).texts().get(0));
      assertThat(ids.get(i).ids()).hasSize(pieces.length + 2).startsWith(2).endsWith(3);
    }
  }

  @Test
  void halvesTheDevelopmentSetWhereThereIsNoTest() {
    LabelledSettings settings =
        published(LabelledLayout.STS_B, text.numbers("a", 20, 1), text.numbers("b", 200, 2));
    LabelledManifest manifest =
        preparation(settings).run(spark, text.path("data"), List.of()).manifest();
    assertThat(manifest.splitsDev()).isTrue();
    assertThat(manifest.summary())
        .contains("(halves of the development set)", "labels are numbers");
    assertThat(manifest.part(Split.VALID).examples() + manifest.part(Split.TEST).examples())
        .isEqualTo(200);
    assertThat(manifest.part(Split.VALID).examples()).isBetween(50L, 150L);
    LabelledData data = text.open("data");
    assertThat(data.head()).isEqualTo(Head.NUMBER);
    assertThat(data.testTexts(spark)).allSatisfy(pair -> assertThat(pair.texts()).hasSize(2));
    Set<String> valid =
        data.validation(spark).stream()
            .map(example -> firstText(((LabelledExample) example).ids()))
            .collect(Collectors.toCollection(HashSet::new));
    assertThat(data.test(spark)).noneMatch(example -> valid.contains(firstText(example.ids())));
  }

  /** What stands before the first separator. */
  private static String firstText(int[] ids) {
    StringBuilder text = new StringBuilder();
    for (int i = 1; ids[i] != 3; i++) {
      text.append(ids[i]).append(' ');
    }
    return text.toString();
  }

  @Test
  void countsWhatIsCutAndVouchesForEveryFile() throws IOException {
    String train =
        text.write(
            "t",
            List.of(
                "text\tlabel",
                "sun and sun and sun and sun and sun and sun and sun and sun\tw",
                "sun and sea\tw",
                "ice and snow\tc",
                "ice\tc"));
    LabelledManifest manifest =
        preparation(classes(train, train, train))
            .run(spark, text.path("data"), List.of())
            .manifest();
    assertThat(manifest.part(Split.TRAIN).cut()).isEqualTo(1);
    assertThat(manifest.part(Split.TRAIN).known()).isZero();
    assertThat(manifest.part(Split.TEST).known()).isEqualTo(4);
    assertThat(manifest.part(Split.TRAIN).tokens()).isEqualTo(16 + 5 + 5 + 3);
    assertThat(manifest.outputs())
        .extracting(file -> file.path())
        .containsExactly(
            "tokenizer.json",
            "train/shard-00000.parquet",
            "train/shard-00001.parquet",
            "train/shard-00002.parquet",
            "valid/shard-00000.parquet",
            "test/shard-00000.parquet");
    Files.writeString(folder.resolve("data/tokenizer.json"), "{}");
    assertThatThrownBy(() -> text.open("data"))
        .isInstanceOf(MosnasException.class)
        .hasMessageContaining("tokenizer.json: not as it was written");
  }

  @Test
  void doesNothingTwiceAndReplacesOnlyWhatNothingWasMadeOf() throws IOException {
    LabelledSettings settings = classes(text.classes("a", 12, 1), text.classes("b", 40, 2));
    preparation(settings).run(spark, text.path("data"), List.of());
    assertThat(preparation(settings).run(spark, text.path("data"), List.of()).outcome())
        .isEqualTo(Outcome.ALREADY_THERE);
    LabelledSettings other = classes(text.classes("a", 14, 1), text.classes("b", 40, 2));
    Files.createDirectories(folder.resolve("finetune"));
    assertThatThrownBy(
            () -> preparation(other).run(spark, text.path("data"), List.of(text.path("finetune"))))
        .isInstanceOfSatisfying(
            MosnasException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.USAGE))
        .hasMessageContaining("holds data of other settings or other text");
    assertThat(preparation(other).run(spark, text.path("data"), List.of()).outcome())
        .isEqualTo(Outcome.PREPARED);
  }
}
