package org.mosnas.spark.cli;

import java.util.List;
import java.util.Locale;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** An application that tells how it was started, for the test of the launcher. */
public final class ClusterProbe {
  private ClusterProbe() {}

  /** Prints how driver and executor were started, and ends with the exit code given. */
  public static void main(String[] args) {
    SparkSession session = SparkSession.builder().getOrCreate();
    JavaSparkContext context = JavaSparkContext.fromSparkContext(session.sparkContext());
    System.out.println("driver " + describe());
    System.out.println(
        "executor " + context.parallelize(List.of(1), 1).map(one -> describe()).first());
    session.stop();
    System.exit(Integer.parseInt(args[0]));
  }

  private static String describe() {
    return String.format(
        Locale.ROOT,
        "pid=%d omp=%s vector=%s backend=%s encoding=%s names=%s user=%s libraries=%s",
        ProcessHandle.current().pid(),
        System.getenv("OMP_NUM_THREADS"),
        ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent(),
        ClusterProbe.class.getResource("/nd4j-native.properties") != null,
        System.getProperty("file.encoding"),
        System.getProperty("sun.jnu.encoding"),
        System.getProperty("user.name"),
        System.getProperty("org.xerial.snappy.lib.path") != null);
  }
}
