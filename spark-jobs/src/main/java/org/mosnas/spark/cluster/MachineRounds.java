package org.mosnas.spark.cluster;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.Function0;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.spark.cluster.Executors.Visit;

/**
 * Rounds of jobs, one job of one task for every machine that is still to do its work.
 *
 * <p>One task: Spark starts no second copy of the only task of a job beside the first. A task that
 * Spark had to send to another machine does nothing, and its machine gets another in the next
 * round.
 */
final class MachineRounds<T> {
  /** How often a machine is tried whose executors are lost or taken. */
  private static final int ATTEMPTS = 3;

  private final JavaSparkContext spark;
  private final Function0<Machine> machine;
  private final Function0<T> work;
  private final Map<Machine, Integer> attempts = new LinkedHashMap<>();
  private final Map<Machine, T> results = new LinkedHashMap<>();

  MachineRounds(JavaSparkContext spark, Function0<Machine> machine, Function0<T> work) {
    this.spark = spark;
    this.machine = machine;
    this.work = work;
  }

  PerMachine<T> run() {
    while (true) {
      Visit<Machine> visit = Executors.visit(spark, machine);
      visit.answers().values().forEach(found -> attempts.putIfAbsent(found, 0));
      Map<Machine, List<String>> next = next(visit);
      if (next.isEmpty()) {
        return new PerMachine<>(results, missingClasses(), visit.silent());
      }
      next.keySet().forEach(tried -> attempts.merge(tried, 1, Integer::sum));
      round(next);
    }
  }

  /** Executors by what they run on, of every machine that has work to do. */
  private Map<Machine, List<String>> next(Visit<Machine> visit) {
    Map<String, Machine> chosen = new LinkedHashMap<>();
    visit.answers().values().stream()
        .filter(found -> !results.containsKey(found) && attempts.get(found) < ATTEMPTS)
        .forEach(found -> chosen.putIfAbsent(found.id(), found));
    Map<Machine, List<String>> next = new LinkedHashMap<>();
    visit
        .answers()
        .forEach(
            (executor, found) -> {
              if (found.equals(chosen.get(found.id()))) {
                next.computeIfAbsent(found, unused -> new ArrayList<>()).add(executor);
              }
            });
    return next;
  }

  private void round(Map<Machine, List<String>> next) {
    Map<Machine, JavaFutureAction<List<T>>> jobs = new LinkedHashMap<>();
    next.forEach(
        (chosen, executors) ->
            jobs.put(
                chosen,
                Executors.taskOn(spark, executors)
                    .flatMap(new OnlyThere<>(chosen, machine, work))
                    .collectAsync()));
    try {
      jobs.forEach((chosen, job) -> outcome(job).forEach(result -> results.put(chosen, result)));
    } catch (RuntimeException failed) {
      jobs.values().forEach(job -> job.cancel(true));
      throw failed;
    }
  }

  private List<T> outcome(JavaFutureAction<List<T>> job) {
    try {
      return job.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MosnasException(ErrorKind.INTERRUPTED, "the measurement was interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the work of a machine failed", e);
    }
  }

  private List<String> missingClasses() {
    TreeSet<String> missing = new TreeSet<>();
    attempts.keySet().forEach(known -> missing.add(known.hardwareClass()));
    results.keySet().forEach(done -> missing.remove(done.hardwareClass()));
    return List.copyOf(missing);
  }

  private static final class OnlyThere<T> implements FlatMapFunction<Integer, T> {
    private static final long serialVersionUID = 1L;

    private final Machine wanted;
    private final Function0<Machine> machine;
    private final Function0<T> work;

    OnlyThere(Machine wanted, Function0<Machine> machine, Function0<T> work) {
      this.wanted = wanted;
      this.machine = machine;
      this.work = work;
    }

    @Override
    public Iterator<T> call(Integer record) throws Exception {
      List<T> done = machine.call().equals(wanted) ? List.of(work.call()) : List.of();
      return done.iterator();
    }
  }
}
