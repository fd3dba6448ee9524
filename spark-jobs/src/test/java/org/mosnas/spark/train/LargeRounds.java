package org.mosnas.spark.train;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.mosnas.model.engine.EngineKind;
import org.mosnas.model.family.translation.DecoderChoices;
import org.mosnas.model.family.translation.EmbeddingSharing;
import org.mosnas.model.family.translation.EncoderChoices;
import org.mosnas.model.family.translation.TranslationShape;
import org.mosnas.model.family.translation.TranslationSpace;
import org.mosnas.model.network.DropoutRates;
import org.mosnas.model.space.SubnetSpec;
import org.mosnas.model.supernet.Mixture;
import org.mosnas.model.supernet.RouterInput;
import org.mosnas.model.task.translation.TranslationBatcher;
import org.mosnas.model.train.MicroTraining;
import org.mosnas.model.train.SubnetSchedule;
import org.mosnas.model.train.TrainSettings;
import org.mosnas.spark.io.AtomicFiles;
import org.mosnas.spark.io.Fingerprint;

/** An application that trains more parameters than tests do, for the memory that rounds take. */
public final class LargeRounds {
  private static final int ROUNDS = 2;
  private static final int WORKERS = 2;

  private LargeRounds() {}

  /** Trains a network of as many layers as the second argument says; the first is a folder. */
  public static void main(String[] args) {
    SparkSession session =
        SparkSession.builder().config("spark.driver.maxResultSize", "0").getOrCreate();
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    TrainTask task = task(Integer.parseInt(args[1]));
    var folder = new org.apache.hadoop.fs.Path(Path.of(args[0], "checkpoints").toUri());
    CheckpointStore checkpoints =
        new CheckpointStore(
            AtomicFiles.on(folder, new Configuration()),
            folder,
            task.supernet().layout(),
            Fingerprint.of("large"),
            "");
    new TrainJob(spark, task, checkpoints, report -> {})
        .run(
            WorkerStreams.of(MicroJob.shards(spark), task),
            MicroJob.validation(),
            () -> MicroTraining.initial(task.supernet()));
    System.out.println("trained " + task.supernet().layout().floats() + " floats");
    System.exit(0);
  }

  /** Training of a network whose encoder has as many layers. */
  static TrainTask task(int layers) {
    TranslationShape shape =
        TranslationShape.of(
            new TranslationSpace(
                "large",
                new EncoderChoices(List.of(512), List.of(layers), List.of(2048), List.of(4)),
                new DecoderChoices(
                    List.of(512), List.of(1), List.of(512), List.of(4), List.of(4), List.of(1)),
                512,
                EmbeddingSharing.SHARED,
                7),
            MicroTraining.VOCABULARY,
            MicroTraining.VOCABULARY);
    LinkedHashMap<String, SubnetSpec> validated = new LinkedHashMap<>();
    validated.put("subnet", shape.envelope());
    return new TrainTask(
        "large",
        shape,
        Mixture.NONE,
        RouterInput.none(),
        EngineKind.TAPE,
        new TrainSettings(
            ROUNDS,
            1,
            new TrainSettings.Batching(WORKERS, 48, 1, 16),
            "sandwich",
            1,
            0.1,
            DropoutRates.NONE,
            MicroTraining.ADAM,
            MicroTraining.RATE,
            "cross-entropy",
            "tokens"),
        new SubnetSchedule.Fixed(shape.envelope()),
        new TranslationBatcher(),
        validated,
        12);
  }
}
