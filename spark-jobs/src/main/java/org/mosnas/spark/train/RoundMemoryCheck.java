package org.mosnas.spark.train;

import java.util.Locale;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext$;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;

/** Refuses training that does not fit, before anything is computed. */
public final class RoundMemoryCheck {
  private static final String MAX_RESULT_SIZE = "spark.driver.maxResultSize";

  private final SparkConf conf;
  private final long driverHeap;

  RoundMemoryCheck(SparkConf conf, long driverHeap) {
    this.conf = conf;
    this.driverHeap = driverHeap;
  }

  /** Holds training against the settings of an application and the heap of this process. */
  public static RoundMemoryCheck of(SparkConf conf) {
    return new RoundMemoryCheck(conf, Runtime.getRuntime().maxMemory());
  }

  /**
   * Checks.
   *
   * @param floats of the supernet with its experts and routers, or of the subnet, that is trained
   * @param workers replicas that are averaged
   * @throws MosnasException of kind RESOURCES if a heap is too small, of kind USAGE if the user's
   *     limit on results is
   */
  public void require(long floats, int workers) {
    RoundMemory memory = new RoundMemory(floats);
    long limit = conf.getSizeAsBytes(MAX_RESULT_SIZE, "1g");
    if (limit > 0 && limit < memory.results()) {
      throw new MosnasException(
          ErrorKind.USAGE,
          String.format(
              Locale.ROOT,
              "%s is %s, but every round of training %,d parameters brings %s to the driver; set it to %s or more, or leave it out",
              MAX_RESULT_SIZE,
              conf.get(MAX_RESULT_SIZE, "1g"),
              floats,
              shown(memory.results()),
              option(memory.results())));
    }
    int localCores = SparkContext$.MODULE$.numDriverCores(conf.get("spark.master", ""), conf);
    if (localCores > 0) {
      int tasks = Math.min(workers, tasks(localCores));
      require(floats, "the driver", driverHeap, memory.local(tasks), "--driver-memory");
    } else {
      require(floats, "the driver", driverHeap, memory.driver(), "--driver-memory");
      require(
          floats,
          "every executor",
          conf.getSizeAsMb("spark.executor.memory", "1g") << 20,
          memory.executor(tasksOfExecutor(workers)),
          "--executor-memory");
    }
  }

  private static void require(long floats, String who, long has, long needs, String option) {
    if (has < needs) {
      throw new MosnasException(
          ErrorKind.RESOURCES,
          String.format(
              Locale.ROOT,
              "not enough memory: training %,d parameters takes at least %s of heap on %s, which has %s; give %s %s, or take a smaller space, fewer experts or a smaller vocabulary",
              floats,
              shown(needs),
              who,
              shown(has),
              option,
              option(needs)));
    }
  }

  /** Tasks that run at once where most do; fewer where that is not known. */
  private int tasksOfExecutor(int workers) {
    int executors = conf.getInt("spark.executor.instances", workers);
    int share = (workers + executors - 1) / Math.max(1, executors);
    return Math.max(1, Math.min(share, tasks(conf.getInt("spark.executor.cores", 1))));
  }

  private int tasks(int cores) {
    return Math.max(1, cores / Math.max(1, conf.getInt("spark.task.cpus", 1)));
  }

  private static String shown(long bytes) {
    return String.format(Locale.ROOT, "%.1f GB", bytes / (double) (1 << 30));
  }

  /** As an option of Spark's, with some room. */
  private static String option(long bytes) {
    long gigabytes = (long) Math.ceil(1.1 * bytes / (1 << 30));
    return gigabytes + "g";
  }
}
