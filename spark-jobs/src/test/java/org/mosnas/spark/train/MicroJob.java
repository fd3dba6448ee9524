package org.mosnas.spark.train;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.mosnas.model.averaging.StateSlice;
import org.mosnas.model.engine.EngineKind;
import org.mosnas.model.family.translation.TokenBatch;
import org.mosnas.model.family.translation.TranslationEncoder;
import org.mosnas.model.family.translation.TranslationShape;
import org.mosnas.model.network.Batch;
import org.mosnas.model.network.DropoutRates;
import org.mosnas.model.objective.DistillationSettings;
import org.mosnas.model.space.EncodingKind;
import org.mosnas.model.space.SubnetSpec;
import org.mosnas.model.supernet.DenseSubnet;
import org.mosnas.model.supernet.Mixture;
import org.mosnas.model.supernet.ParameterBank;
import org.mosnas.model.supernet.RouterInput.SpecRouterInput;
import org.mosnas.model.task.translation.TranslationBatcher;
import org.mosnas.model.text.SentencePair;
import org.mosnas.model.train.LearningRate;
import org.mosnas.model.train.MicroTraining;
import org.mosnas.model.train.ParameterSnapshot;
import org.mosnas.model.train.SubnetSchedule;
import org.mosnas.model.train.TrainSettings;
import org.mosnas.spark.io.AtomicFiles;
import org.mosnas.spark.io.Fingerprint;
import org.mosnas.spark.run.RoundReport;

/** Training of a mixture of supernets that takes milliseconds: two workers, sentences to copy. */
final class MicroJob {
  static final String FINGERPRINT = "micro";

  private static final int WORKERS = 2;

  /** So few that there are several blocks, the last one smaller. */
  private static final int BLOCK_FLOATS = 4096;

  private static final Mixture MIXTURE = Mixture.neuronWise(2, 8);

  private MicroJob() {}

  static TrainTask task(int rounds) {
    return task(rounds, MicroTraining.RATE);
  }

  static TrainTask task(int rounds, LearningRate rate) {
    return task(rounds, rate, EngineKind.TAPE);
  }

  static TrainTask task(int rounds, LearningRate rate, EngineKind engine) {
    LinkedHashMap<String, SubnetSpec> validated = new LinkedHashMap<>();
    validated.put("largest", MicroTraining.SPACE.largest());
    validated.put("smallest", MicroTraining.SPACE.smallest());
    return new TrainTask(
        "micro-" + System.nanoTime(),
        TranslationShape.of(
            MicroTraining.SPACE, MicroTraining.VOCABULARY, MicroTraining.VOCABULARY),
        MIXTURE,
        new SpecRouterInput(TranslationEncoder.forSpace(MicroTraining.SPACE), EncodingKind.FINE),
        engine,
        new TrainSettings(
            rounds,
            3,
            new TrainSettings.Batching(WORKERS, 48, 2, 16),
            "sandwich",
            1,
            0.1,
            new DropoutRates(0.1, 0.1, 0.1),
            MicroTraining.ADAM,
            rate,
            "cross-entropy",
            "tokens"),
        new SubnetSchedule.Sandwich(MicroTraining.SPACE, 1, 11),
        new TranslationBatcher(),
        validated,
        12);
  }

  /** The same with a teacher: the largest subnet, or whatever network is given. */
  static TrainTask taught(int rounds) {
    TrainTask task = task(rounds);
    DistillationSettings how =
        new DistillationSettings(
            DistillationSettings.Teacher.LARGEST,
            new DistillationSettings.Weights(0.5, 0.5, 0, 0),
            2,
            1);
    return new TrainTask(
        task.id(),
        task.shape(),
        task.mixture(),
        task.routerInput(),
        task.engine(),
        task.settings().taught(Optional.of(how)),
        task.schedule(),
        task.batcher(),
        task.validated(),
        task.seed());
  }

  static CheckpointStore store(Path folder) {
    return store(folder, FINGERPRINT);
  }

  static CheckpointStore store(Path folder, String fingerprint) {
    org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(folder.toUri());
    return store(path, fingerprint, "");
  }

  static CheckpointStore store(org.apache.hadoop.fs.Path path, String fingerprint, String weights) {
    return new CheckpointStore(
        AtomicFiles.on(path, new Configuration()),
        path,
        task(1).supernet().layout(),
        Fingerprint.of(fingerprint),
        weights,
        BLOCK_FLOATS);
  }

  static FirstState first() {
    return FirstState.given(() -> bank(initial().parameters()));
  }

  static ParameterSnapshot initial() {
    return MicroTraining.initial(task(1).supernet());
  }

  private static ParameterBank bank(float[] parameters) {
    ParameterBank bank = new ParameterBank(task(1).supernet().layout());
    bank.assign(parameters);
    return bank;
  }

  /** Trains, and gives the newest checkpoint. */
  static Checkpoint train(
      JavaSparkContext spark,
      TrainTask task,
      CheckpointStore checkpoints,
      WorkerStreams streams,
      Consumer<RoundReport> listener) {
    return train(spark, task, checkpoints, streams, listener, Optional.empty());
  }

  /** As the other, learning from a network. */
  static Checkpoint train(
      JavaSparkContext spark,
      TrainTask task,
      CheckpointStore checkpoints,
      WorkerStreams streams,
      Consumer<RoundReport> listener,
      Optional<DenseSubnet> teacher) {
    new TrainJob(spark, task, checkpoints, listener, teacher).run(streams, validation(), first());
    return checkpoints.latest().orElseThrow();
  }

  /** The whole state that a checkpoint has. */
  static ParameterSnapshot state(Checkpoint checkpoint) {
    return state(checkpoint.state());
  }

  static ParameterSnapshot state(StateRef state) {
    AtomicFiles files = AtomicFiles.on(state.file(0), new Configuration());
    StateReader reader = new StateReader(files, state, BlockCache.NONE);
    StateSlice whole =
        new StateSlice(
            new float[state.floats()], new float[state.floats()], new float[state.floats()]);
    for (int block = 0; block < state.blocks(); block++) {
      whole.set(state.from(block), reader.block(block));
    }
    return new ParameterSnapshot(
        state.updates(), whole.parameters(), whole.firstMoments(), whole.secondMoments());
  }

  static JavaRDD<List<SentencePair>> shards(JavaSparkContext spark) {
    return shards(spark, WORKERS);
  }

  static JavaRDD<List<SentencePair>> shards(JavaSparkContext spark, int workers) {
    List<List<SentencePair>> shards = new ArrayList<>();
    for (int worker = 0; worker < workers; worker++) {
      shards.add(MicroTraining.copies(40, 100 + worker));
    }
    return spark.parallelize(shards, workers);
  }

  static WorkerStreams streams(JavaSparkContext spark) {
    return WorkerStreams.of(shards(spark), task(1));
  }

  static List<Batch> validation() {
    return List.of(TokenBatch.of(MicroTraining.copies(20, 7)));
  }

  /** Waits until the messages that take a value back have arrived everywhere. */
  static void awaitNoReplicas(IntSupplier replicas) {
    for (int i = 0; i < 200 && replicas.getAsInt() > 0; i++) {
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
