package org.mosnas.model.engine.samediff;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mosnas.model.engine.samediff.PaddedRows.PaddedTensor;
import org.mosnas.model.memory.Matrix;
import org.mosnas.model.network.LossOps.Relations;
import org.mosnas.model.network.LossOps.Soft;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * Losses against a teacher, whose values are inputs of the graph that nothing flows back into. Each
 * is {@code [2]}: the loss, and the same without its weight.
 *
 * <p>Divergences are {@code sum_v q_v * (log q_v - log p_v)} by their definition, and their
 * gradients those of the operations: an error of the other engine's formulas would show.
 */
final class GraphTeaching {
  /** Scores of both, divided by the temperature, and their logarithms. */
  private static final int MATRICES = 4;

  private final Graph graph;
  private final SameDiff sd;
  private final double lossWeight;

  GraphTeaching(Graph graph, double lossWeight) {
    this.graph = graph;
    this.sd = graph.sameDiff();
    this.lossWeight = lossWeight;
  }

  /**
   * The divergence from a teacher's scores, times the square of the temperature.
   *
   * @param hidden {@code [tokens, embed]}, padded
   * @param scores what makes scores of it
   */
  PaddedTensor scores(PaddedTensor hidden, GraphScores scores, Soft soft) {
    PaddedRows rows = hidden.rows();
    int embed = soft.hidden().columns();
    double temperature = soft.temperature();
    double weight = soft.weight() * temperature * temperature;
    SDVariable states = graph.input(rows.pad(soft.hidden().toArray(), embed), rows.count(), embed);
    SDVariable table = input(soft.table());
    Optional<SDVariable> bias = soft.bias().map(this::input);
    SDVariable divergences =
        scores.column(
            hidden,
            lossWeight * weight,
            MATRICES,
            (mine, from, count, when) -> {
              SDVariable part = sd.slice(states, new int[] {from, 0}, count, embed);
              part.addControlDependency(when);
              SDVariable products = sd.mmul(part, table, false, true, false);
              SDVariable theirs = bias.map(products::add).orElse(products);
              return divergences(
                  mine.mul(1 / temperature),
                  graph.constant(theirs.mul(1 / temperature)),
                  scores.vocabulary());
            });
    SDVariable tokens = graph.input(rows.mask(), rows.count(), 1);
    return loss(divergences.mul(tokens).sum(), weight);
  }

  /** Mean squared differences, summed over the tokens. */
  PaddedTensor meanSquare(PaddedTensor x, Matrix wanted, double weight) {
    PaddedRows rows = x.rows();
    int columns = x.columns();
    SDVariable states = graph.input(rows.pad(wanted.toArray(), columns), rows.count(), columns);
    SDVariable squares = sd.math().square(x.variable().sub(states));
    SDVariable tokens = graph.input(rows.mask(), rows.count(), 1);
    return loss(squares.mmul(graph.average(columns)).mul(tokens).sum(), weight);
  }

  /** The divergence of relations: text by text and head by head. */
  PaddedTensor relations(PaddedTensor x, Relations wanted) {
    PaddedRows rows = x.rows();
    int size = x.columns() / wanted.heads();
    int width = wanted.vectors().columns() / wanted.heads();
    List<SDVariable> parts = new ArrayList<>();
    parts.add(graph.input(new float[] {0}, 1));
    for (int b = 0; b < rows.batch(); b++) {
      int length = rows.length(b);
      if (length == 1) {
        // Related to itself alone; the derivative of the product of one row with one row is wrong.
        continue;
      }
      int start = b * rows.width() + rows.column(b, 0);
      Matrix text = wanted.vectors().rows(wanted.texts().start(b), length);
      for (int h = 0; h < wanted.heads(); h++) {
        SDVariable mine = sd.slice(x.variable(), new int[] {start, h * size}, length, size);
        SDVariable theirs = input(text.columns(h * width, width));
        parts.add(
            divergences(products(mine, size), graph.constant(products(theirs, width)), length)
                .sum()
                .reshape(1));
      }
    }
    SDVariable sum = sd.concat(0, parts.toArray(SDVariable[]::new)).sum();
    return loss(sum.mul(1.0 / wanted.heads()), wanted.weight());
  }

  private SDVariable products(SDVariable x, int columns) {
    return sd.mmul(x, x, false, true, false).mul(1 / Math.sqrt(columns));
  }

  /**
   * Divergence of every row.
   *
   * @param mine scores, {@code [rows, columns]}
   * @param theirs a constant of the same shape
   * @return {@code [rows, 1]}
   */
  private SDVariable divergences(SDVariable mine, SDVariable theirs, int columns) {
    SDVariable logs = logSoftmax(mine, columns);
    SDVariable wanted = graph.constant(logSoftmax(theirs, columns));
    SDVariable chances = graph.constant(sd.math().exp(wanted));
    return chances.mul(wanted.sub(logs)).mmul(graph.average(columns)).mul(columns);
  }

  /** Not by the log-softmax of ND4J: see decision 0007. */
  private SDVariable logSoftmax(SDVariable scores, int columns) {
    SDVariable largest = graph.constant(scores.max(true, 1));
    SDVariable shifted = scores.sub(largest);
    SDVariable mean = sd.math().exp(shifted).mmul(graph.average(columns));
    return shifted.sub(sd.math().log(mean).add(Math.log(columns)));
  }

  private SDVariable input(Matrix values) {
    return graph.input(values.toArray(), values.rows(), values.columns());
  }

  private PaddedTensor loss(SDVariable sum, double weight) {
    SDVariable one = sum.reshape(1);
    return new PaddedTensor(sd.concat(0, one.mul(lossWeight * weight), one), null, 2);
  }
}
