package org.mosnas.spark.train;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext$;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;

/** Refuses training that does not fit, before anything is computed. */
public final class RoundMemoryCheck {
  /** Of a container, besides its heap, where nothing is set. */
  private static final double OVERHEAD_FACTOR = 0.1;

  private static final long LEAST_OVERHEAD_MEBIBYTES = 384;

  private final SparkConf conf;
  private final Here here;

  RoundMemoryCheck(SparkConf conf, Here here) {
    this.conf = conf;
    this.here = here;
  }

  /**
   * What this process has.
   *
   * @param heap it may use, in bytes
   * @param machine all there is, or what its container may use, in bytes
   */
  record Here(long heap, long machine) {
    static Here now() {
      OperatingSystemMXBean system =
          ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
      return new Here(Runtime.getRuntime().maxMemory(), system.getTotalMemorySize());
    }
  }

  /** Holds training against the settings of an application and the memory of this process. */
  public static RoundMemoryCheck of(SparkConf conf) {
    return new RoundMemoryCheck(conf, Here.now());
  }

  /**
   * Checks.
   *
   * @param floats of the supernet with its experts and routers, or of the subnet, that is trained
   * @param workers replicas that are averaged
   * @throws MosnasException of kind RESOURCES if a heap, a container or this machine is too small
   */
  public void require(long floats, int workers) {
    RoundMemory memory = new RoundMemory(floats);
    String master = conf.get("spark.master", "");
    int localCores = SparkContext$.MODULE$.numDriverCores(master, conf);
    if (localCores > 0) {
      int tasks = Math.min(workers, tasks(localCores));
      requireHeap(floats, "the driver", here.heap(), memory.heap(tasks), "--driver-memory");
      requireMachine(floats, tasks, memory);
      return;
    }
    int tasks = tasksOfExecutor(workers);
    long heap = conf.getSizeAsMb("spark.executor.memory", "1g") << 20;
    requireHeap(floats, "the driver", here.heap(), memory.driver(), "--driver-memory");
    requireHeap(floats, "every executor", heap, memory.heap(tasks), "--executor-memory");
    if (master.startsWith("yarn") || master.startsWith("k8s")) {
      requireContainer(floats, heap, tasks, memory);
    }
  }

  private static void requireHeap(long floats, String who, long has, long needs, String option) {
    if (has < needs) {
      throw refused(
          floats,
          String.format(
              Locale.ROOT,
              "at least %s of heap on %s, which has %s; give %s %s",
              shown(needs),
              who,
              shown(has),
              option,
              option(needs)));
    }
  }

  private void requireMachine(long floats, int tasks, RoundMemory memory) {
    long needs = memory.heap(tasks) + memory.outsideHeap(tasks);
    if (here.machine() < needs) {
      throw refused(
          floats,
          String.format(
              Locale.ROOT,
              "at least %s for %d replicas at once, and there are %s here; train on fewer cores (--master local[1])",
              shown(needs),
              tasks,
              shown(here.machine())));
    }
  }

  private void requireContainer(long floats, long heap, int tasks, RoundMemory memory) {
    long byDefault =
        Math.max(
            (long) (heap * conf.getDouble("spark.executor.memoryOverheadFactor", OVERHEAD_FACTOR)),
            LEAST_OVERHEAD_MEBIBYTES << 20);
    long overhead =
        conf.contains("spark.executor.memoryOverhead")
            ? conf.getSizeAsMb("spark.executor.memoryOverhead") << 20
            : byDefault;
    long needs = memory.heap(tasks) + memory.outsideHeap(tasks);
    if (heap + overhead < needs) {
      throw refused(
          floats,
          String.format(
              Locale.ROOT,
              "at least %s in every executor's container, which has %s for heap and %s beside it; give --conf spark.executor.memoryOverhead=%s",
              shown(needs),
              shown(heap),
              shown(overhead),
              option(memory.outsideHeap(tasks))));
    }
  }

  private static MosnasException refused(long floats, String what) {
    return new MosnasException(
        ErrorKind.RESOURCES,
        String.format(
            Locale.ROOT,
            "not enough memory: training %,d parameters takes %s, or take a smaller space, fewer experts or a smaller vocabulary",
            floats,
            what));
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
