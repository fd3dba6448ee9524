package org.mosnas.spark.cluster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.api.java.function.Function0;
import org.apache.spark.storage.BlockManagerId;
import scala.Tuple2;
import scala.collection.JavaConverters;
import scala.collection.Seq;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/** The executors of an application, each visited by a task of its own. */
public final class Executors {
  /** How often a task is sent to an executor that it did not reach. */
  private static final int ATTEMPTS = 4;

  private Executors() {}

  /**
   * What a visit of all executors came to.
   *
   * @param answers what each said, by its id
   * @param silent those that no task reached: id and host
   * @param <T> type of the answers
   */
  public record Visit<T>(Map<String, T> answers, List<String> silent) {
    /** Copies both. */
    public Visit {
      answers = new TreeMap<>(answers);
      silent = List.copyOf(silent);
    }
  }

  /**
   * Asks every executor that is there something; waits for one if there is none. In local mode the
   * driver answers.
   */
  public static <T> Visit<T> visit(JavaSparkContext spark, Function0<T> question) {
    Map<String, T> answers = new HashMap<>();
    Map<String, String> unseen = present(spark);
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      List<List<String>> places = new ArrayList<>();
      unseen.forEach((id, host) -> places.add(List.of(location(id, host))));
      placed(spark, places.isEmpty() ? List.of(List.of()) : places)
          .map(new Answer<>(question))
          .collect()
          .forEach(answer -> answers.put(answer._1(), answer._2()));
      unseen = present(spark);
      unseen.keySet().removeAll(answers.keySet());
      if (unseen.isEmpty()) {
        break;
      }
    }
    List<String> silent = new ArrayList<>();
    unseen.forEach((id, host) -> silent.add("executor " + id + " on " + host));
    return new Visit<>(answers, silent);
  }

  /**
   * A job of one task that belongs on one of some executors; Spark sends it there if it can, so the
   * task has to look where it is.
   *
   * @param ids of the executors
   */
  static JavaRDD<Integer> taskOn(JavaSparkContext spark, List<String> ids) {
    Map<String, String> hosts = present(spark);
    List<String> locations =
        ids.stream().filter(hosts::containsKey).map(id -> location(id, hosts.get(id))).toList();
    return placed(spark, List.of(locations));
  }

  /** The id of the executor that this is called on. */
  static String id() {
    return SparkEnv.get().executorId();
  }

  /** Hosts of the executors that are there, by id. */
  private static Map<String, String> present(JavaSparkContext spark) {
    Map<String, String> executors = new LinkedHashMap<>();
    for (BlockManagerId manager :
        JavaConverters.mapAsJavaMap(spark.env().blockManager().master().getMemoryStatus())
            .keySet()) {
      if (!manager.isDriver() || spark.isLocal()) {
        executors.put(manager.executorId(), manager.host());
      }
    }
    return executors;
  }

  /**
   * The way in which Spark writes an executor as the place of a task. It cuts at the first
   * underscore: of a host that has one in its name any executor has to do.
   */
  private static String location(String id, String host) {
    return host.contains("_") ? host : "executor_" + host + "_" + id;
  }

  /** A record for each list of places, in a partition of its own. */
  private static JavaRDD<Integer> placed(JavaSparkContext spark, List<List<String>> places) {
    List<Tuple2<Integer, Seq<String>>> records = new ArrayList<>();
    for (List<String> of : places) {
      records.add(new Tuple2<>(records.size(), JavaConverters.asScalaBuffer(of).toList()));
    }
    ClassTag<Integer> tag = ClassTag$.MODULE$.apply(Integer.class);
    return spark.sc().makeRDD(JavaConverters.asScalaBuffer(records).toList(), tag).toJavaRDD();
  }

  private static final class Answer<T> implements Function<Integer, Tuple2<String, T>> {
    private static final long serialVersionUID = 1L;

    private final Function0<T> question;

    Answer(Function0<T> question) {
      this.question = question;
    }

    @Override
    public Tuple2<String, T> call(Integer record) throws Exception {
      return new Tuple2<>(id(), question.call());
    }
  }
}
