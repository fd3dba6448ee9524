package org.mosnas.spark.train;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.BiConsumer;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.mosnas.model.network.Batch;
import org.mosnas.model.network.Example;
import org.mosnas.model.random.Seeds;
import org.mosnas.model.space.SubnetSpec;
import org.mosnas.model.supernet.DenseSubnet;
import org.mosnas.model.train.Backend;
import org.mosnas.model.train.BatchStream;
import org.mosnas.model.train.ParameterSnapshot;
import org.mosnas.model.train.Replica;
import org.mosnas.model.train.SubnetSchedule.Moment;
import org.mosnas.model.train.TrainSettings;
import org.mosnas.model.train.TrainingDivergedException;
import org.mosnas.spark.cluster.Shared;

/**
 * Trains one network several times, each time on one core and on all examples. Every training is a
 * Spark job of one task, so that as many run at once as there are cores, and each result comes in
 * by itself.
 */
public final class TrialJob {
  private final JavaSparkContext spark;
  private final Optional<DenseSubnet> teacher;

  /**
   * Prepares the job.
   *
   * @param teacher a network to learn from as the settings of the trainings say
   */
  public TrialJob(JavaSparkContext spark, Optional<DenseSubnet> teacher) {
    this.spark = spark;
    this.teacher = teacher;
  }

  /**
   * What one training came to.
   *
   * @param parameters those of the network at the end; empty if the loss was no number any more
   * @param validation negative log-likelihood per target after every round, in nats
   * @param diverged why there are no parameters
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
  public record Trained(float[] parameters, List<Double> validation, Optional<String> diverged) {}

  /**
   * One training.
   *
   * @param title what Spark's pages call it
   * @param task what is trained
   * @param seed key of what it begins with
   */
  public record Training(String title, TrainTask task, int seed) {}

  /** What is trained on, the same for all. */
  public record Data(List<Example> examples, List<Batch> validation) {}

  /**
   * Trains.
   *
   * @param trainings of one worker, and of one subnet each
   * @param starts what they begin with, by seed
   * @param listener is told of every result, in the order of the trainings
   */
  public void run(
      List<Training> trainings,
      Data data,
      Map<Integer, ParameterSnapshot> starts,
      BiConsumer<Integer, Trained> listener) {
    Map<Integer, Shared<ParameterSnapshot>> shared = new TreeMap<>();
    try (Shared<List<Example>> examples = Shared.of(spark, data.examples());
        Shared<List<Batch>> validation = Shared.of(spark, data.validation());
        Shared<Teacher> teaching = Shared.of(spark, new Teacher(teacher.orElse(null)))) {
      starts.forEach((seed, start) -> shared.put(seed, Shared.of(spark, start)));
      List<JavaFutureAction<List<TrainedParts>>> running = new ArrayList<>();
      for (Training training : trainings) {
        spark.setJobDescription(training.title());
        running.add(
            spark
                .parallelize(List.of(training.task()), 1)
                .map(
                    new Train(
                        examples.broadcast(),
                        validation.broadcast(),
                        shared.get(training.seed()).broadcast(),
                        teaching.broadcast()))
                .collectAsync());
      }
      for (int i = 0; i < running.size(); i++) {
        listener.accept(i, result(running, i));
      }
    } finally {
      shared.values().forEach(Shared::close);
    }
  }

  private static Trained result(List<JavaFutureAction<List<TrainedParts>>> running, int number) {
    try {
      Trained trained = running.get(number).get().get(0).trained();
      // The future holds its result; parameters may be large.
      running.set(number, null);
      return trained;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      running.stream().filter(job -> job != null).forEach(job -> job.cancel(true));
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      running.stream().filter(job -> job != null).forEach(job -> job.cancel(true));
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(e.getCause());
    }
  }

  /** Who is learnt from; nobody where there is no subnet. */
  private record Teacher(DenseSubnet subnet) implements Serializable {
    Optional<DenseSubnet> network() {
      return Optional.ofNullable(subnet);
    }
  }

  /** What crosses the wire. */
  @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
  private record TrainedParts(float[] parameters, ArrayList<Double> validation, String diverged)
      implements Serializable {
    Trained trained() {
      return new Trained(
          parameters,
          List.copyOf(validation),
          Optional.of(diverged).filter(reason -> !reason.isEmpty()));
    }
  }

  private record Train(
      Broadcast<List<Example>> examples,
      Broadcast<List<Batch>> validation,
      Broadcast<ParameterSnapshot> initial,
      Broadcast<Teacher> teacher)
      implements Function<TrainTask, TrainedParts> {
    @Override
    public TrainedParts call(TrainTask task) {
      TrainSettings settings = task.settings();
      SubnetSpec subnet = task.schedule().at(Moment.of(0)).get(0).spec();
      BatchStream stream =
          new BatchStream(
              task.batcher(),
              task.batcher().within(examples.value(), settings.batching().maxLength()).examples(),
              settings.batching().maxTokens(),
              Seeds.child(task.seed(), "batches", 0));
      ArrayList<LinkedHashMap<String, Double>> losses = new ArrayList<>();
      try (Replica replica =
          Backend.of(task.engine()).replica(task.supernet(), settings, teacher.value().network())) {
        replica.load(initial.value());
        for (int round = 0; round < settings.rounds(); round++) {
          updates(task, replica, stream, round, losses);
          double loss = replica.evaluate(subnet, validation.value()).nll();
          losses.add(new LinkedHashMap<>(Map.of("subnet", loss)));
        }
        return new TrainedParts(replica.snapshot().parameters(), subnetLosses(losses), "");
      } catch (TrainingDivergedException e) {
        return new TrainedParts(new float[0], subnetLosses(losses), e.getMessage());
      }
    }

    private static ArrayList<Double> subnetLosses(List<LinkedHashMap<String, Double>> losses) {
      return new ArrayList<>(losses.stream().map(round -> round.get("subnet")).toList());
    }

    private static void updates(
        TrainTask task,
        Replica replica,
        BatchStream stream,
        int round,
        List<LinkedHashMap<String, Double>> losses) {
      TrainSettings settings = task.settings();
      int microBatches = settings.batching().microBatches();
      for (int u = 0; u < settings.updatesPerRound(); u++) {
        long update = (long) round * settings.updatesPerRound() + u;
        replica.update(
            stream.batches(update * microBatches, microBatches),
            task.schedule().at(new Moment(update, 0, 1, losses)),
            Seeds.child(task.seed(), "dropout", round, 0, u));
      }
    }
  }
}
