package org.mosnas.model.engine.samediff;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.mosnas.model.kernel.ErrorFunction;
import org.mosnas.model.memory.Matrix;
import org.mosnas.model.network.LossOps;
import org.mosnas.model.network.LossOps.Targets;
import org.mosnas.model.network.Outputs;
import org.mosnas.model.network.Segments;
import org.mosnas.model.network.Sinusoids;
import org.mosnas.model.network.Tokens;
import org.mosnas.model.network.WeightDeclarations;

/** Values in double precision, by the definitions, row by row; nothing is dropped out. */
record DoubleOps(Map<String, double[][]> weights) implements LossOps<double[][]> {
  @Override
  public double[][] embed(String table, Tokens tokens, int embed, int fullWidth) {
    Segments segments = tokens.segments();
    double[][] rows = new double[segments.rows()][embed];
    for (int b = 0; b < segments.count(); b++) {
      for (int t = 0; t < segments.length(b); t++) {
        int r = segments.start(b) + t;
        float[] position =
            Sinusoids.row(Sinusoids.FIRST_ROW + tokens.firstPosition() + t, fullWidth);
        for (int c = 0; c < embed; c++) {
          rows[r][c] = Math.sqrt(embed) * weights.get(table)[tokens.ids()[r]][c] + position[c];
        }
      }
    }
    return rows;
  }

  @Override
  public double[][] linear(double[][] x, String name, int outputs, Activation activation) {
    double[] bias = weights.get(name + ".bias")[0];
    double[][] y = logits(x, new Outputs.Layer(name + ".weight", outputs));
    for (double[] row : y) {
      for (int c = 0; c < outputs; c++) {
        row[c] += bias[c];
        row[c] = activated(row[c], activation);
      }
    }
    return y;
  }

  private static double activated(double x, Activation activation) {
    return switch (activation) {
      case NONE -> x;
      case RELU -> Math.max(0, x);
      case GELU -> x * ErrorFunction.below(x);
      case TANH -> Math.tanh(x);
    };
  }

  @Override
  public double[][] embedSum(Tables tables, Tokens tokens, int[] types, int embed) {
    Segments segments = tokens.segments();
    double[][] rows = new double[segments.rows()][embed];
    for (int b = 0; b < segments.count(); b++) {
      for (int t = 0; t < segments.length(b); t++) {
        int r = segments.start(b) + t;
        for (int c = 0; c < embed; c++) {
          rows[r][c] =
              weights.get(tables.words())[tokens.ids()[r]][c]
                  + weights.get(tables.positions())[t][c]
                  + weights.get(tables.types())[types[r]][c];
        }
      }
    }
    return rows;
  }

  @Override
  public double[][] norm(double[][] x, Norm norm) {
    return residualNorm(new double[x.length][x[0].length], x, norm, 0);
  }

  @Override
  public double[][] dropout(double[][] x, double rate) {
    if (rate != 0) {
      throw new UnsupportedOperationException("dropout");
    }
    return x;
  }

  @Override
  public double[][] columns(double[][] x, int from, int count) {
    return Arrays.stream(x)
        .map(row -> Arrays.copyOfRange(row, from, from + count))
        .toArray(double[][]::new);
  }

  @Override
  public double[][] attention(
      double[][] query, double[][] key, double[][] value, Attention layout, double dropout) {
    int width = query[0].length;
    int size = width / layout.heads();
    double[][] seen = new double[dropout(query, dropout).length][width];
    for (int b = 0; b < layout.queries().count(); b++) {
      int first = layout.keys().start(b);
      for (int t = 0; t < layout.queries().length(b); t++) {
        int row = layout.queries().start(b) + t;
        int keys = layout.causal() ? t + 1 : layout.keys().length(b);
        for (int from = 0; from < width; from += size) {
          double[] scores = new double[keys];
          for (int k = 0; k < keys; k++) {
            scores[k] = dot(query[row], key[first + k], from, from + size) / Math.sqrt(size);
          }
          double all = logSumExp(scores);
          for (int k = 0; k < keys; k++) {
            for (int c = from; c < from + size; c++) {
              seen[row][c] += Math.exp(scores[k] - all) * value[first + k][c];
            }
          }
        }
      }
    }
    return seen;
  }

  @Override
  public double[][] residualNorm(double[][] residual, double[][] x, Norm norm, double dropout) {
    String name = norm.name();
    int embed = x[0].length;
    double[][] y = new double[dropout(x, dropout).length][embed];
    for (int r = 0; r < x.length; r++) {
      double mean = 0;
      double variance = 0;
      for (int c = 0; c < embed; c++) {
        y[r][c] = residual[r][c] + x[r][c];
        mean += y[r][c] / embed;
      }
      for (int c = 0; c < embed; c++) {
        y[r][c] -= mean;
        variance += y[r][c] * y[r][c] / embed;
      }
      for (int c = 0; c < embed; c++) {
        y[r][c] *=
            weights.get(name + WeightDeclarations.NORM_WEIGHT)[0][c]
                / Math.sqrt(variance + norm.epsilon());
        y[r][c] += weights.get(name + ".bias")[0][c];
      }
    }
    return y;
  }

  @Override
  public double[][] concatTime(List<double[][]> parts, Segments segments) {
    double[][] joined = new double[parts.size() * segments.rows()][];
    int next = 0;
    for (int b = 0; b < segments.count(); b++) {
      for (double[][] part : parts) {
        System.arraycopy(part, segments.start(b), joined, next, segments.length(b));
        next += segments.length(b);
      }
    }
    return joined;
  }

  @Override
  public double[][] logits(double[][] hidden, Outputs.Layer layer) {
    double[][] scores = new double[hidden.length][layer.vocabulary()];
    double[] none = new double[layer.vocabulary()];
    for (int r = 0; r < hidden.length; r++) {
      for (int v = 0; v < layer.vocabulary(); v++) {
        scores[r][v] =
            dot(hidden[r], weights.get(layer.table())[v], 0, hidden[r].length)
                + layer.bias().map(bias -> weights.get(bias)[0]).orElse(none)[v];
      }
    }
    return scores;
  }

  @Override
  public double[][] rows(double[][] x, int[] rows) {
    return Arrays.stream(rows).mapToObj(row -> x[row].clone()).toArray(double[][]::new);
  }

  @Override
  public double[][] crossEntropy(double[][] hidden, Outputs.Layer layer, Targets targets) {
    int[] ids = targets.ids();
    double nll = 0;
    double uniform = 0;
    for (int r = 0; r < ids.length; r++) {
      double[] scores = logits(new double[][] {hidden[r]}, layer)[0];
      double all = logSumExp(scores);
      nll += all - scores[ids[r]];
      uniform += all - Arrays.stream(scores).sum() / scores.length;
    }
    double loss = (1 - targets.smoothing()) * nll + targets.smoothing() * uniform;
    return new double[][] {{targets.weight() * loss, nll}};
  }

  @Override
  public double[][] crossEntropy(
      double[][] hidden, Outputs.Layer layer, Targets targets, Soft soft) {
    double[][] labels = crossEntropy(hidden, layer, targets);
    double[][] states = rows(soft.hidden());
    double[][] table = rows(soft.table());
    double temperature = soft.temperature();
    double sum = 0;
    for (int r = 0; r < hidden.length; r++) {
      double[] mine = logits(new double[][] {hidden[r]}, layer)[0];
      double[] theirs = new double[mine.length];
      for (int v = 0; v < mine.length; v++) {
        int column = v;
        theirs[v] =
            (dot(states[r], table[v], 0, states[r].length)
                    + soft.bias().map(bias -> bias.get(0, column)).orElse(0f))
                / temperature;
        mine[v] /= temperature;
      }
      sum += divergence(theirs, mine);
    }
    double taught = soft.weight() * temperature * temperature * sum;
    return new double[][] {{labels[0][0] + taught, labels[0][1]}};
  }

  @Override
  public double[][] meanSquare(double[][] x, Matrix wanted, double weight) {
    double[][] theirs = rows(wanted);
    double sum = 0;
    for (int r = 0; r < x.length; r++) {
      for (int c = 0; c < x[r].length; c++) {
        sum += Math.pow(x[r][c] - theirs[r][c], 2) / x[r].length;
      }
    }
    return new double[][] {{weight * sum, sum}};
  }

  @Override
  public double[][] relations(double[][] x, Relations wanted) {
    double[][] theirs = rows(wanted.vectors());
    int heads = wanted.heads();
    double sum = 0;
    for (int b = 0; b < wanted.texts().count(); b++) {
      int from = wanted.texts().start(b);
      int length = wanted.texts().length(b);
      for (int t = 0; t < length; t++) {
        for (int h = 0; h < heads; h++) {
          sum +=
              divergence(
                      products(theirs, from, length, t, h, heads),
                      products(x, from, length, t, h, heads))
                  / heads;
        }
      }
    }
    return new double[][] {{wanted.weight() * sum, sum}};
  }

  /** Scaled products of a token of a text with all its tokens, in one head. */
  private static double[] products(
      double[][] x, int from, int length, int token, int head, int heads) {
    int size = x[0].length / heads;
    double[] products = new double[length];
    for (int k = 0; k < length; k++) {
      products[k] =
          dot(x[from + token], x[from + k], head * size, (head + 1) * size) / Math.sqrt(size);
    }
    return products;
  }

  /** Of the softmax of some scores from that of others. */
  private static double divergence(double[] teacher, double[] student) {
    double teachers = logSumExp(teacher);
    double students = logSumExp(student);
    double sum = 0;
    for (int v = 0; v < teacher.length; v++) {
      double q = Math.exp(teacher[v] - teachers);
      sum += q * (teacher[v] - teachers - student[v] + students);
    }
    return sum;
  }

  private static double[][] rows(Matrix matrix) {
    double[][] rows = new double[matrix.rows()][matrix.columns()];
    for (int r = 0; r < matrix.rows(); r++) {
      for (int c = 0; c < matrix.columns(); c++) {
        rows[r][c] = matrix.get(r, c);
      }
    }
    return rows;
  }

  @Override
  public double[][] squaredError(double[][] hidden, Outputs.Layer layer, Numbers numbers) {
    double sum = 0;
    for (int r = 0; r < hidden.length; r++) {
      double difference = logits(hidden, layer)[r][0] - numbers.values()[r];
      sum += difference * difference;
    }
    return new double[][] {{numbers.weight() * sum, sum}};
  }

  @Override
  public double[][] sum(List<double[][]> losses) {
    double sum = losses.stream().mapToDouble(loss -> loss[0][0]).sum();
    return new double[][] {{sum, losses.get(0)[0][1]}};
  }

  private static double dot(double[] x, double[] y, int from, int to) {
    double sum = 0;
    for (int c = from; c < to; c++) {
      sum += x[c] * y[c];
    }
    return sum;
  }

  private static double logSumExp(double[] scores) {
    double largest = Arrays.stream(scores).max().orElseThrow();
    return largest + Math.log(Arrays.stream(scores).map(s -> Math.exp(s - largest)).sum());
  }
}
