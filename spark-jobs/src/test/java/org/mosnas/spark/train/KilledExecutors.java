package org.mosnas.spark.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.mosnas.model.text.SentencePair;
import org.mosnas.model.train.ParameterSnapshot;
import org.mosnas.spark.cluster.ClusterTrial;
import org.mosnas.spark.cluster.Executors;

/**
 * An application that trains while its executors die: one of its own in the middle of a round, and
 * one that is killed from outside between two rounds. Prints what it trained, which replicas are
 * left on the executors, and what was done once on every machine.
 */
public final class KilledExecutors {
  private static final int ROUNDS = 4;

  private KilledExecutors() {}

  /** Trains in the folder given, prints the digest of the state and how many executors died. */
  public static void main(String[] args) throws InterruptedException {
    Path folder = Path.of(args[0]);
    SparkSession session = SparkSession.builder().getOrCreate();
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    String died = folder.resolve("died").toString();
    JavaRDD<List<SentencePair>> shards =
        MicroJob.shards(spark)
            .map(
                pairs -> {
                  if (isFirst(Path.of(died))) {
                    Runtime.getRuntime().halt(137);
                  }
                  return pairs;
                });
    AtomicInteger kept = new AtomicInteger();
    Checkpoint trained =
        MicroJob.train(
            spark,
            MicroJob.task(ROUNDS),
            MicroJob.store(folder.resolve("checkpoints")),
            WorkerStreams.of(shards, MicroJob.task(ROUNDS)),
            report -> {
              if (report.round() == 1) {
                kill(spark, folder.resolve("killed"));
              } else if (report.round() == ROUNDS - 1) {
                kept.set(replicas(spark));
              }
            });
    boolean both = Files.exists(Path.of(died)) && Files.exists(folder.resolve("killed"));
    System.out.println("state " + digest(MicroJob.state(trained)) + " died " + both);
    MicroJob.awaitNoReplicas(() -> replicas(spark));
    System.out.printf(Locale.ROOT, "replicas kept %b then %d%n", kept.get() > 0, replicas(spark));
    ClusterTrial.print(spark, folder);
    session.stop();
    System.exit(0);
  }

  /** Trains the same without any accident. */
  static String undisturbed(JavaSparkContext spark, Path folder) {
    return digest(
        MicroJob.state(
            MicroJob.train(
                spark,
                MicroJob.task(ROUNDS),
                MicroJob.store(folder),
                MicroJob.streams(spark),
                report -> {})));
  }

  /** Replicas that the executors hold. */
  private static int replicas(JavaSparkContext spark) {
    return Executors.visit(spark, () -> ReplicaPool.ofThisJvm().size()).answers().values().stream()
        .mapToInt(Integer::intValue)
        .sum();
  }

  private static void kill(JavaSparkContext spark, Path mark) {
    long victim =
        spark.parallelize(List.of(1), 1).map(one -> ProcessHandle.current().pid()).first();
    if (victim != ProcessHandle.current().pid()
        && ProcessHandle.of(victim).orElseThrow().destroyForcibly()) {
      isFirst(mark);
    }
  }

  private static boolean isFirst(Path mark) {
    try {
      Files.createFile(mark);
      return true;
    } catch (FileAlreadyExistsException another) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String digest(ParameterSnapshot state) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      for (float[] vector :
          List.of(state.parameters(), state.firstMoments(), state.secondMoments())) {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * vector.length);
        bytes.asFloatBuffer().put(vector);
        sha.update(bytes);
      }
      return HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
