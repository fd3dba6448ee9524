package org.mosnas.spark.cluster;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function0;

/**
 * Work that is done once on every machine of the cluster, by one of its executors, while the others
 * of that machine have nothing to do: measurements.
 *
 * @param results what came of it, by machine
 * @param missingClasses hardware classes of which no machine could do the work
 * @param silent executors of unknown hardware, which no task reached
 * @param <T> type of the results
 */
public record PerMachine<T>(
    Map<Machine, T> results, List<String> missingClasses, List<String> silent) {
  /** Copies all. */
  public PerMachine {
    results = new LinkedHashMap<>(results);
    missingClasses = List.copyOf(missingClasses);
    silent = List.copyOf(silent);
  }

  /**
   * Does the work, on all machines at once; on executors that come in the meantime too.
   *
   * @param machine tells on an executor what it runs on
   * @param work what is done on an executor
   */
  public static <T> PerMachine<T> run(
      JavaSparkContext spark, Function0<Machine> machine, Function0<T> work) {
    return new MachineRounds<>(spark, machine, work).run();
  }
}
