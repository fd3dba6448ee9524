package org.mosnas.spark.train;

import java.io.Serializable;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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
import org.mosnas.spark.cluster.Executors;
import org.mosnas.spark.io.AtomicFiles;
import org.mosnas.spark.io.Fingerprint;
import org.mosnas.spark.run.PeakMemory;

/** An application that trains more parameters than tests do, for the memory that rounds take. */
public final class LargeRounds {
  private static final int ROUNDS = 2;

  private LargeRounds() {}

  /**
   * Trains a network of as many layers as the second argument says with as many workers as the
   * third; the first is a folder.
   */
  public static void main(String[] args) {
    SparkSession session =
        SparkSession.builder().config("spark.driver.maxResultSize", "0").getOrCreate();
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    int workers = Integer.parseInt(args[2]);
    TrainTask task = task(Integer.parseInt(args[1]), workers);
    var folder = new org.apache.hadoop.fs.Path(Path.of(args[0], "checkpoints").toUri());
    CheckpointStore checkpoints =
        new CheckpointStore(
            AtomicFiles.on(folder, new Configuration()),
            folder,
            task.supernet().layout(),
            Fingerprint.of("large"),
            "");
    new TrainJob(spark, task, checkpoints, report -> System.out.println(report))
        .run(
            WorkerStreams.of(MicroJob.shards(spark, workers), task),
            MicroJob.validation(),
            FirstState.drawn());
    System.out.println("driver " + Peak.ofThisJvm());
    Executors.visit(spark, Peak::ofThisJvm)
        .answers()
        .forEach((id, peak) -> System.out.println("executor " + id + " " + peak));
    System.out.println("trained " + task.supernet().layout().floats() + " floats");
    System.exit(0);
  }

  /** Training of a network whose encoder has as many layers. */
  static TrainTask task(int layers, int workers) {
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
            new TrainSettings.Batching(workers, 48, 1, 16),
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

  /**
   * The most memory that a process has had.
   *
   * @param heapBytes in use on the heap, garbage included
   * @param residentBytes of the process
   */
  record Peak(long heapBytes, long residentBytes) implements Serializable {
    static Peak ofThisJvm() {
      long heap =
          ManagementFactory.getMemoryPoolMXBeans().stream()
              .filter(pool -> pool.getType() == MemoryType.HEAP)
              .mapToLong(pool -> pool.getPeakUsage().getUsed())
              .sum();
      return new Peak(heap, PeakMemory.bytes().orElse(0));
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT, "heap %d MiB, resident %d MiB", heapBytes >> 20, residentBytes >> 20);
    }
  }
}
