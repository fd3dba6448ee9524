package org.mosnas.spark.cluster;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function0;

/** Work on every machine of a cluster of two executors, which play different machines. */
public final class ClusterTrial {
  private static final int EXECUTORS = 2;
  private static final long WORK_MILLIS = 300;

  private ClusterTrial() {}

  /** Prints what came of the work, once the cluster is complete. */
  public static void print(JavaSparkContext spark, Path folder) throws InterruptedException {
    for (int i = 0; i < 300 && Executors.visit(spark, () -> 1).answers().size() < EXECUTORS; i++) {
      Thread.sleep(100);
    }
    print(spark, folder, "one machine", () -> Machine.ofThisExecutor("fast"));
    print(spark, folder, "two machines", () -> new Machine(Executors.id(), "fast"));
    print(spark, folder, "two classes", () -> new Machine("one", "class-" + Executors.id()));
    String first = Executors.visit(spark, () -> 1).answers().keySet().iterator().next();
    print(
        spark,
        folder,
        "out of reach",
        () -> {
          boolean isFirst = Executors.id().equals(first);
          // Of the first no task that is sent there seems to arrive.
          boolean isVisit = TaskContext.get().numPartitions() > 1;
          return new Machine(Executors.id(), isFirst ? isVisit ? "gone" : "elsewhere" : "fast");
        });
  }

  private static void print(
      JavaSparkContext spark, Path folder, String name, Function0<Machine> machine) {
    String files = folder.toString();
    PerMachine<String> done =
        PerMachine.run(spark, machine, () -> work(Path.of(files, "busy-" + machine.call().id())));
    System.out.printf(
        Locale.ROOT,
        "%s: %d executors, results %s, missing %s, silent %s%n",
        name,
        Executors.visit(spark, () -> 1).answers().size(),
        done.results().values(),
        done.missingClasses(),
        done.silent());
  }

  /** Finds out whether anything else works on the machine. */
  private static String work(Path busy) throws IOException, InterruptedException {
    try {
      Files.createFile(busy);
    } catch (FileAlreadyExistsException another) {
      return "not alone";
    }
    Thread.sleep(WORK_MILLIS);
    Files.delete(busy);
    return "alone";
  }
}
