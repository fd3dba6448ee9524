package org.mosnas.spark.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.mosnas.model.engine.EngineKind;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.supernet.DenseSubnet;
import org.mosnas.model.train.LearningRate;
import org.mosnas.model.train.MicroTraining;
import org.mosnas.model.train.ParameterSnapshot;
import org.mosnas.spark.job.Failure;
import org.mosnas.spark.run.RoundPhases;
import org.mosnas.spark.run.RoundReport;
import org.mosnas.spark.testing.SparkExtension;

@ExtendWith(SparkExtension.class)
class TrainJobTest {
  private static final int ROUNDS = 4;

  @TempDir private Path folder;
  private JavaSparkContext spark;

  @BeforeEach
  void connect(JavaSparkContext context) {
    spark = context;
  }

  @Test
  void learnsToCopy() {
    List<RoundReport> reports = new ArrayList<>();
    run(MicroJob.task(40), "long", reports::add);
    assertThat(reports).hasSize(40).extracting(RoundReport::round).isSorted();
    double first = reports.get(0).validation().get("largest");
    double last = reports.get(39).validation().get("largest");
    assertThat(last).isLessThan(0.8 * first);
    assertThat(reports)
        .allSatisfy(
            report -> {
              assertThat(report.validation().keySet()).containsExactly("largest", "smallest");
              assertThat(report.targetTokens()).isPositive();
              assertThat(report.updates()).isEqualTo(3L * (report.round() + 1));
              assertThat(report.dataShare()).isBetween(0.0, 1.0);
              assertPhases(report);
            });
  }

  @Test
  void sameSeedSameBits() {
    assertSame(state(run(ROUNDS, "one")), state(run(ROUNDS, "another")));
  }

  @Test
  void roundsOnEitherEngineHaveTheSameLosses() {
    List<RoundReport> tape = run(2, "tape").history();
    TrainTask task = MicroJob.task(2, MicroTraining.RATE, EngineKind.SAMEDIFF);
    List<RoundReport> sameDiff = run(task, "samediff", report -> {}).history();
    assertThat(sameDiff).hasSize(2);
    for (int round = 0; round < 2; round++) {
      RoundReport expected = tape.get(round);
      RoundReport actual = sameDiff.get(round);
      assertThat(actual.trainLoss()).isCloseTo(expected.trainLoss(), within(1e-3));
      assertThat(actual.targetTokens()).isEqualTo(expected.targetTokens());
      expected
          .validation()
          .forEach(
              (name, loss) ->
                  assertThat(actual.validation().get(name)).as(name).isCloseTo(loss, within(1e-3)));
    }
  }

  @Test
  void anInterruptedRunGoesOnToTheSameBits() {
    Checkpoint straight = run(ROUNDS, "straight");
    class Crash extends RuntimeException {}
    Consumer<RoundReport> crashInRoundTwo =
        report -> {
          if (report.round() == 1) {
            throw new Crash();
          }
        };
    assertThatThrownBy(() -> run(MicroJob.task(ROUNDS), "broken", crashInRoundTwo))
        .isInstanceOf(Crash.class);
    assertThat(MicroJob.store(folder.resolve("broken")).rounds()).isEqualTo(2);
    List<Integer> told = new ArrayList<>();
    Checkpoint resumed = run(MicroJob.task(ROUNDS), "broken", report -> told.add(report.round()));
    assertSame(state(resumed), state(straight));
    assertThat(told).containsExactly(0, 1, 2, 3);
    assertThat(losses(resumed)).isEqualTo(losses(straight));
  }

  @Test
  void subnetsThatLearnFromTheLargestGoOnToTheSameBits() {
    Checkpoint straight = run(MicroJob.taught(ROUNDS), "taught", report -> {});
    assertThat(run(MicroJob.taught(2), "halfway", report -> {}).history()).hasSize(2);
    Checkpoint resumed = run(MicroJob.taught(ROUNDS), "halfway", report -> {});
    assertSame(state(resumed), state(straight));
    assertThat(state(straight).parameters()).isNotEqualTo(state(run(ROUNDS, "alone")).parameters());
  }

  @Test
  void aTeacherOfItsOwnComesToEveryWorker() {
    TrainTask task = MicroJob.taught(ROUNDS);
    DenseSubnet teacher =
        task.supernet().extract(MicroTraining.SPACE.largest(), MicroJob.initial().parameters());
    Checkpoint straight = run(task, "taught-by", report -> {}, Optional.of(teacher));
    assertThat(state(straight).parameters())
        .isNotEqualTo(state(run(MicroJob.taught(ROUNDS), "taught", r -> {})).parameters());
    run(MicroJob.taught(2), "halfway-by", report -> {}, Optional.of(teacher));
    assertSame(
        state(run(MicroJob.taught(ROUNDS), "halfway-by", report -> {}, Optional.of(teacher))),
        state(straight));
    MicroJob.awaitNoReplicas(() -> ReplicaPool.ofThisJvm().size());
    assertThat(ReplicaPool.ofThisJvm().size()).isZero();
  }

  @Test
  void aFinishedRunIsNotTrainedAgain() {
    ParameterSnapshot done = state(run(ROUNDS, "done"));
    assertSame(state(run(ROUNDS, "done")), done);
  }

  @Test
  void aBlockThatExecutorsFindDamagedIsRefusedByName() throws IOException {
    Checkpoint good = run(2, "damaged");
    Path block = Path.of(good.state().file(1).toUri().getPath());
    byte[] bytes = Files.readAllBytes(block);
    bytes[bytes.length - 9] ^= 1;
    Files.write(block, bytes);
    BlockCache.ofThisJvm().clear();
    assertThatThrownBy(() -> run(ROUNDS, "damaged"))
        .satisfies(
            thrown -> {
              Failure failure = Failure.of(thrown);
              assertThat(failure.exitCode()).isEqualTo(4);
              assertThat(failure.message())
                  .startsWith(good.state().file(1) + ": the moments have the checksum ");
            });
  }

  @Test
  void replicasAreKeptAsLongAsTheyAreTrained() {
    List<Integer> kept = new ArrayList<>();
    run(MicroJob.task(ROUNDS), "kept", report -> kept.add(ReplicaPool.ofThisJvm().size()));
    assertThat(kept).hasSize(ROUNDS).doesNotContain(0);
    MicroJob.awaitNoReplicas(() -> ReplicaPool.ofThisJvm().size());
    assertThat(ReplicaPool.ofThisJvm().size()).isZero();
  }

  @Test
  void stopsWhenTheLossIsNoNumberAndKeepsTheLastGoodState() {
    ParameterSnapshot good = state(run(2, "diverging"));
    LearningRate absurd = new LearningRate.InverseSquareRoot(1e30, 1e30, 1);
    assertThatThrownBy(() -> run(MicroJob.task(ROUNDS, absurd), "diverging", report -> {}))
        .isInstanceOfSatisfying(
            MosnasException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.DATA))
        .hasMessageStartingWith("training diverged: ")
        .hasMessageContaining("the last checkpoint is kept. Lower learning-rate.peak");
    Checkpoint kept = MicroJob.store(folder.resolve("diverging")).latest().orElseThrow();
    assertThat(kept.rounds()).isEqualTo(2);
    assertSame(state(kept), good);
  }

  /** Two workers in one process: its cache lets the first read the state, if anybody has to. */
  private static void assertPhases(RoundReport report) {
    RoundPhases phases = report.phases().orElseThrow();
    long stateBytes = 3L * Float.BYTES * MicroJob.initial().floats();
    assertThat(phases.shuffledBytes()).isEqualTo(2 * stateBytes);
    assertThat(phases.checkpointBytes()).isEqualTo(stateBytes);
    assertThat(phases.fetchedBytes()).isEqualTo(stateBytes);
    assertThat(
            List.of(
                phases.fetchSeconds(),
                phases.computeSeconds(),
                phases.averagingSeconds(),
                phases.checkpointSeconds(),
                phases.validationSeconds()))
        .allSatisfy(seconds -> assertThat(seconds).isPositive());
    assertThat(phases.validationSeconds()).isLessThan(report.seconds());
  }

  private static ParameterSnapshot state(Checkpoint checkpoint) {
    return MicroJob.state(checkpoint);
  }

  private static List<Object> losses(Checkpoint checkpoint) {
    return checkpoint.history().stream()
        .<Object>map(report -> List.of(report.trainLoss(), report.validation()))
        .toList();
  }

  private static void assertSame(ParameterSnapshot actual, ParameterSnapshot expected) {
    assertThat(actual.updates()).isEqualTo(expected.updates());
    assertThat(actual.parameters()).isEqualTo(expected.parameters());
    assertThat(actual.firstMoments()).isEqualTo(expected.firstMoments());
    assertThat(actual.secondMoments()).isEqualTo(expected.secondMoments());
  }

  private Checkpoint run(int rounds, String name) {
    return run(MicroJob.task(rounds), name, report -> {});
  }

  private Checkpoint run(TrainTask task, String name, Consumer<RoundReport> listener) {
    return run(task, name, listener, Optional.empty());
  }

  private Checkpoint run(
      TrainTask task, String name, Consumer<RoundReport> listener, Optional<DenseSubnet> teacher) {
    try (WorkerStreams streams = MicroJob.streams(spark)) {
      return MicroJob.train(
          spark, task, MicroJob.store(folder.resolve(name)), streams, listener, teacher);
    }
  }
}
