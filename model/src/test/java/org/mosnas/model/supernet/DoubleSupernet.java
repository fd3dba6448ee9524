package org.mosnas.model.supernet;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.mosnas.model.family.translation.DecoderLayerSpec;
import org.mosnas.model.family.translation.EmbeddingSharing;
import org.mosnas.model.family.translation.EncoderLayerSpec;
import org.mosnas.model.family.translation.TranslationShape;
import org.mosnas.model.family.translation.TranslationSpec;
import org.mosnas.model.memory.Matrices;
import org.mosnas.model.network.WeightDeclarations;

/**
 * The Transformer of HAT and the mixtures of MoS in double precision: plain loops over one sentence
 * at a time, slicing and mixing where a weight is used, no code shared with the engines.
 */
public final class DoubleSupernet {
  private final TranslationShape shape;
  private final Mixture mixture;
  private final RouterInput routerInput;
  private final Function<String, double[][]> parameters;

  /**
   * Describes the supernet.
   *
   * @param routerInput what routers see; unused by a mixture of one
   * @param parameters full parameters by name, {@code [rows][columns]}
   */
  public DoubleSupernet(
      TranslationShape shape,
      Mixture mixture,
      RouterInput routerInput,
      Function<String, double[][]> parameters) {
    this.shape = shape;
    this.mixture = mixture;
    this.routerInput = routerInput;
    this.parameters = parameters;
  }

  /** All parameters of a bank, to be changed at will. */
  public static Map<String, double[][]> doubles(ParameterBank bank) {
    Map<String, double[][]> values = new HashMap<>();
    for (String name : bank.layout().names()) {
      values.put(name, Matrices.doubles(bank.matrix(name)));
    }
    return values;
  }

  /** The summed label-smoothed loss of a batch, without dropout. */
  public double loss(TranslationSpec spec, TinySupernet.Batch batch, double smoothing) {
    double loss = 0;
    int row = 0;
    for (double[] scores : logits(spec, batch)) {
      double sum = 0;
      for (double score : scores) {
        sum += Math.exp(score);
      }
      for (int v = 0; v < scores.length; v++) {
        double share = smoothing / scores.length;
        share += v == batch.targets()[row] ? 1 - smoothing : 0;
        loss -= share * (scores[v] - Math.log(sum));
      }
      row++;
    }
    return loss;
  }

  /** Scores of the whole vocabulary for every target token of a batch, {@code [tokens][vocab]}. */
  public double[][] logits(TranslationSpec spec, TinySupernet.Batch batch) {
    List<double[]> rows = new ArrayList<>();
    for (int b = 0; b < batch.source().segments().count(); b++) {
      double[][] scores = logits(spec, sentence(batch.source(), b), sentence(batch.target(), b));
      rows.addAll(List.of(scores));
    }
    return rows.toArray(double[][]::new);
  }

  private static int[] sentence(org.mosnas.model.network.Tokens tokens, int b) {
    int from = tokens.segments().start(b);
    return java.util.Arrays.copyOfRange(tokens.ids(), from, from + tokens.segments().length(b));
  }

  private double[][] logits(TranslationSpec spec, int[] source, int[] target) {
    Pass pass = new Pass(spec);
    boolean shared = shape.sharing() == EmbeddingSharing.SHARED;
    int encoderEmbed = spec.encoderEmbed();
    int decoderEmbed = spec.decoderEmbed();
    String name = shared ? "embedding" : "encoder.embedding";
    double[][] x = embed(name, source, encoderEmbed, shape.fullWidth().encoder());
    List<double[][]> encoded = new ArrayList<>();
    for (int i = 0; i < spec.encoder().size(); i++) {
      x = pass.encoderLayer("encoder.layers." + i + ".", x, spec.encoder().get(i));
      encoded.add(x);
    }
    name = shared ? "embedding" : "decoder.embedding";
    double[][] y = embed(name, target, decoderEmbed, shape.fullWidth().decoder());
    for (int i = 0; i < spec.decoder().size(); i++) {
      y = pass.decoderLayer("decoder.layers." + i + ".", y, encoded, spec.decoder().get(i));
    }
    double[][] table = parameters.apply(shared ? "embedding" : "decoder.output");
    return timesTransposed(y, slice(table, table.length, decoderEmbed));
  }

  private double[][] embed(String name, int[] ids, int embed, int fullWidth) {
    double[][] table = parameters.apply(name);
    double[][] x = new double[ids.length][embed];
    int half = fullWidth / 2;
    for (int t = 0; t < ids.length; t++) {
      for (int c = 0; c < embed; c++) {
        double frequency = Math.pow(10000, -(double) (c % half) / (half - 1));
        double angle = (t + 2) * frequency;
        double position = c < half ? Math.sin(angle) : Math.cos(angle);
        x[t][c] = Math.sqrt(embed) * table[ids[t]][c] + position;
      }
    }
    return x;
  }

  /** Weights of one spec. */
  private final class Pass {
    private final TranslationSpec spec;

    Pass(TranslationSpec spec) {
      this.spec = spec;
    }

    double[][] encoderLayer(String name, double[][] x, EncoderLayerSpec layer) {
      double[][] h = selfAttention(name, x, layer.heads(), false);
      return feedForward(name, h, layer.ffn());
    }

    double[][] decoderLayer(
        String name, double[][] x, List<double[][]> encoded, DecoderLayerSpec layer) {
      double[][] h = selfAttention(name, x, layer.selfHeads(), true);
      List<double[]> memory = new ArrayList<>();
      for (int back = 1; back <= layer.attendedLayers(); back++) {
        memory.addAll(List.of(encoded.get(encoded.size() - back)));
      }
      int q = shape.qkvSize();
      double[][] keyValues = linear(name + "cross.kv", memory.toArray(double[][]::new), 2 * q);
      double[][] seen =
          attention(
              linear(name + "cross.q", h, q),
              columns(keyValues, 0, q),
              columns(keyValues, q, q),
              layer.crossHeads(),
              false);
      double[][] g = addAndNorm(name + "cross", h, seen);
      return feedForward(name, g, layer.ffn());
    }

    private double[][] selfAttention(String name, double[][] x, int heads, boolean causal) {
      int q = shape.qkvSize();
      double[][] projected = linear(name + "self.qkv", x, 3 * q);
      double[][] seen =
          attention(
              columns(projected, 0, q),
              columns(projected, q, q),
              columns(projected, 2 * q, q),
              heads,
              causal);
      return addAndNorm(name + "self", x, seen);
    }

    private double[][] addAndNorm(String name, double[][] x, double[][] seen) {
      return norm(name + ".norm", x, linear(name + ".out", seen, x[0].length));
    }

    private double[][] feedForward(String name, double[][] x, int ffn) {
      double[][] inner = linear(name + "fc1", x, ffn);
      for (double[] row : inner) {
        for (int c = 0; c < ffn; c++) {
          row[c] = Math.max(0, row[c]);
        }
      }
      return norm(name + "ffn.norm", x, linear(name + "fc2", inner, x[0].length));
    }

    private double[][] linear(String name, double[][] x, int outputs) {
      int inputs = x[0].length;
      boolean mixed = mixture.mixes() && (name.endsWith("fc1") || name.endsWith("fc2"));
      double[][] weight = slice(parameters.apply(name + ".weight"), outputs, inputs);
      double[] bias = slice(parameters.apply(name + ".bias"), 1, outputs)[0];
      if (mixed) {
        double[][] p = coefficients(name, outputs);
        weight = new double[outputs][inputs];
        bias = new double[outputs];
        for (int i = 0; i < mixture.experts(); i++) {
          String expert = i == 0 ? name : name + ".expert" + i;
          double[][] expertWeight = parameters.apply(expert + ".weight");
          double[][] expertBias = parameters.apply(expert + ".bias");
          for (int n = 0; n < outputs; n++) {
            for (int c = 0; c < inputs; c++) {
              weight[n][c] += p[n][i] * expertWeight[n][c];
            }
            bias[n] += p[n][i] * expertBias[0][n];
          }
        }
      }
      double[][] y = timesTransposed(x, weight);
      for (double[] row : y) {
        for (int c = 0; c < outputs; c++) {
          row[c] += bias[c];
        }
      }
      return y;
    }

    /** Coefficients of every row of a matrix, {@code [rows][experts]}. */
    private double[][] coefficients(String map, int rows) {
      boolean perLayer = mixture.scope() == Mixture.RouterScope.LAYER;
      String router = (perLayer ? map.substring(0, map.length() - 3) : map + ".") + "router";
      double[] z = routerInput.encode(spec);
      for (int i = 0; i < mixture.depth() - 1; i++) {
        z = affine(router + ".hidden" + i, z);
        for (int j = 0; j < z.length; j++) {
          z[j] = Math.max(0, z[j]);
        }
      }
      double[] logits = affine(router + ".output", z);
      double[][] p = new double[rows][mixture.experts()];
      boolean neuronWise = mixture.routing() == Mixture.Routing.NEURON_WISE;
      for (int n = 0; n < rows; n++) {
        double sum = 0;
        for (int i = 0; i < mixture.experts(); i++) {
          p[n][i] = Math.exp(logits[(neuronWise ? n : 0) * mixture.experts() + i]);
          sum += p[n][i];
        }
        for (int i = 0; i < mixture.experts(); i++) {
          p[n][i] /= sum;
        }
      }
      return p;
    }

    private double[] affine(String name, double[] x) {
      double[][] weight = parameters.apply(name + ".weight");
      double[] y = parameters.apply(name + ".bias")[0].clone();
      for (int r = 0; r < y.length; r++) {
        for (int c = 0; c < x.length; c++) {
          y[r] += weight[r][c] * x[c];
        }
      }
      return y;
    }

    private double[][] norm(String name, double[][] residual, double[][] x) {
      double[] weight = parameters.apply(name + WeightDeclarations.NORM_WEIGHT)[0];
      double[] bias = parameters.apply(name + ".bias")[0];
      int n = x[0].length;
      for (int t = 0; t < x.length; t++) {
        double mean = 0;
        double square = 0;
        for (int c = 0; c < n; c++) {
          x[t][c] += residual[t][c];
          mean += x[t][c] / n;
          square += x[t][c] * x[t][c] / n;
        }
        double deviation = Math.sqrt(square - mean * mean + 1e-5);
        for (int c = 0; c < n; c++) {
          x[t][c] = (x[t][c] - mean) / deviation * weight[c] + bias[c];
        }
      }
      return x;
    }
  }

  private static double[][] attention(
      double[][] q, double[][] k, double[][] v, int heads, boolean causal) {
    int size = q[0].length / heads;
    double[][] y = new double[q.length][q[0].length];
    for (int h = 0; h < heads; h++) {
      for (int t = 0; t < q.length; t++) {
        int keys = causal ? t + 1 : k.length;
        double[] weights = new double[keys];
        double sum = 0;
        for (int s = 0; s < keys; s++) {
          double score = 0;
          for (int c = h * size; c < (h + 1) * size; c++) {
            score += q[t][c] * k[s][c];
          }
          weights[s] = Math.exp(score / Math.sqrt(size));
          sum += weights[s];
        }
        for (int s = 0; s < keys; s++) {
          for (int c = h * size; c < (h + 1) * size; c++) {
            y[t][c] += weights[s] / sum * v[s][c];
          }
        }
      }
    }
    return y;
  }

  private static double[][] timesTransposed(double[][] x, double[][] w) {
    double[][] y = new double[x.length][w.length];
    for (int t = 0; t < x.length; t++) {
      for (int r = 0; r < w.length; r++) {
        double sum = 0;
        for (int c = 0; c < x[t].length; c++) {
          sum += x[t][c] * w[r][c];
        }
        y[t][r] = sum;
      }
    }
    return y;
  }

  private static double[][] slice(double[][] m, int rows, int columns) {
    return columns(java.util.Arrays.copyOf(m, rows), 0, columns);
  }

  private static double[][] columns(double[][] m, int from, int count) {
    double[][] columns = new double[m.length][];
    for (int r = 0; r < m.length; r++) {
      columns[r] = java.util.Arrays.copyOfRange(m[r], from, from + count);
    }
    return columns;
  }
}
