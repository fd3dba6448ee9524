package org.mosnas.spark.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.task.LeftOut;
import org.mosnas.model.text.SentencePair;
import org.mosnas.model.text.Vocabulary;
import org.mosnas.model.train.MicroTraining;
import org.mosnas.spark.testing.SparkExtension;

/** {@link MicroJob} has a max-length of 16 and batches of 48 tokens. */
@ExtendWith(SparkExtension.class)
class WorkerStreamsTest {
  @TempDir private Path folder;
  private JavaSparkContext spark;

  @BeforeEach
  void connect(JavaSparkContext context) {
    spark = context;
  }

  @Test
  void pairsLongerThanABatchChangeNothingButTheCount() {
    List<List<SentencePair>> clean = new ArrayList<>();
    List<List<SentencePair>> mixed = new ArrayList<>();
    for (int worker = 0; worker < 2; worker++) {
      List<SentencePair> pairs = MicroTraining.copies(40, 100 + worker);
      clean.add(pairs);
      List<SentencePair> more = new ArrayList<>(pairs);
      more.add(7, pair(2_031, 3));
      more.add(0, pair(16, 17));
      more.add(pair(17, 49));
      mixed.add(more);
    }
    try (WorkerStreams some = streams(clean);
        WorkerStreams others = streams(mixed)) {
      assertThat(some.leftOut()).isEqualTo(LeftOut.NONE);
      assertThat(some.kept()).isEqualTo(80);
      assertThat(others.leftOut()).isEqualTo(new LeftOut(2, 2, 2));
      assertThat(others.kept()).isEqualTo(80);
      assertThat(MicroJob.state(train(others, "others")).parameters())
          .isEqualTo(MicroJob.state(train(some, "some")).parameters());
    }
  }

  @Test
  void aStreamIsKeptFromRoundToRound() {
    try (WorkerStreams streams = MicroJob.streams(spark)) {
      List<Integer> first = streams.workers().map(System::identityHashCode).collect();
      assertThat(streams.workers().map(System::identityHashCode).collect()).isEqualTo(first);
    }
  }

  @Test
  void refusesAWorkerOfWhoseSentencesNoneIsShortEnough() {
    List<List<SentencePair>> shards =
        List.of(MicroTraining.copies(3, 1), List.of(pair(17, 4), pair(4, 17)));
    assertThatThrownBy(() -> streams(shards))
        .isInstanceOf(BadDataException.class)
        .hasMessage(
            "no sentence pair is left for worker 2 of 2: of 5 sentence pairs of all workers, 2 are longer"
                + " than max-length 16 (1 by the source, 1 by the target, 0 by both); raise"
                + " max-length, lower workers, or give text with shorter sentences");
  }

  private WorkerStreams streams(List<List<SentencePair>> shards) {
    JavaRDD<List<SentencePair>> rdd = spark.parallelize(shards, shards.size());
    return WorkerStreams.of(rdd, MicroJob.task(1));
  }

  private Checkpoint train(WorkerStreams streams, String name) {
    return MicroJob.train(
        spark, MicroJob.task(2), MicroJob.store(folder.resolve(name)), streams, report -> {});
  }

  private static SentencePair pair(int source, int target) {
    return new SentencePair(ids(source), ids(target));
  }

  private static int[] ids(int length) {
    int[] ids = new int[length];
    Arrays.fill(ids, 4);
    ids[length - 1] = Vocabulary.EOS;
    return ids;
  }
}
