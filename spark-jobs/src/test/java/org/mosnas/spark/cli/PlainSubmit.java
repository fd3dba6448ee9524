package org.mosnas.spark.cli;

import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.mosnas.model.kernel.Softmax;
import org.mosnas.model.memory.Matrix;
import org.mosnas.model.memory.Memory;

/** An application that uses a kernel on an executor, for a test without the options of Java. */
public final class PlainSubmit {
  private PlainSubmit() {}

  /** Prints {@code 0.25}. */
  public static void main(String[] args) {
    try (SparkSession session = SparkSession.builder().getOrCreate()) {
      JavaSparkContext context = JavaSparkContext.fromSparkContext(session.sparkContext());
      System.out.println(context.parallelize(List.of(4), 1).map(PlainSubmit::share).first());
    }
  }

  private static float share(int columns) {
    try (Memory memory = Memory.zeros(columns)) {
      Matrix row = memory.view(0, 1, columns);
      Softmax.forwardRow(row, 0, columns);
      return row.get(0, 0);
    }
  }
}
