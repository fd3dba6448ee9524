package org.mosnas.model.engine.samediff;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.mosnas.model.memory.Matrix;
import org.mosnas.model.network.LossOps;
import org.mosnas.model.network.LossOps.Numbers;
import org.mosnas.model.network.LossOps.Relations;
import org.mosnas.model.network.LossOps.Soft;
import org.mosnas.model.network.LossOps.Targets;
import org.mosnas.model.network.Ops;
import org.mosnas.model.network.Ops.Activation;
import org.mosnas.model.network.Ops.Attention;
import org.mosnas.model.network.Ops.Norm;
import org.mosnas.model.network.Outputs;
import org.mosnas.model.network.Segments;
import org.mosnas.model.network.Tokens;

/** A loss around each operation, as narrow as it gets: embeddings, the operation, cross-entropy. */
enum Operation {
  EMBED_AND_CROSS_ENTROPY {
    @Override
    <T> T hidden(Ops<T> ops, Setting setting) {
      return setting.source(ops);
    }
  },
  LINEAR {
    @Override
    <T> T hidden(Ops<T> ops, Setting setting) {
      return ops.linear(setting.source(ops), "a", WIDTH, Activation.NONE);
    }
  },
  LINEAR_RELU {
    @Override
    <T> T hidden(Ops<T> ops, Setting setting) {
      return ops.linear(setting.source(ops), "a", WIDTH, Activation.RELU);
    }
  },
  LINEAR_GELU {
    @Override
    <T> T hidden(Ops<T> ops, Setting setting) {
      return ops.linear(setting.source(ops), "a", WIDTH, Activation.GELU);
    }
  },
  LINEAR_TANH {
    @Override
    <T> T hidden(Ops<T> ops, Setting setting) {
      return ops.linear(setting.source(ops), "a", WIDTH, Activation.TANH);
    }
  },
  EMBED_SUM {
    @Override
    <T> T hidden(Ops<T> ops, Setting setting) {
      return setting.sum(ops, WIDTH);
    }
  },
  EMBED_SUM_OF_FIRST_COLUMNS {
    @Override
    <T> T hidden(Ops<T> ops, Setting setting) {
      return ops.linear(setting.sum(ops, WIDTH - 2), "narrow", WIDTH, Activation.GELU);
    }
  },
  NORM {
    @Override
    <T> T hidden(Ops<T> ops, Setting setting) {
      T x = ops.linear(setting.source(ops), "a", WIDTH, Activation.RELU);
      return ops.norm(x, new Norm("norm", 1e-12f));
    }
  },
  NORM_OF_WHAT_IS_USED_TWICE {
    @Override
    <T> T hidden(Ops<T> ops, Setting setting) {
      T x = setting.sum(ops, WIDTH);
      T y = ops.linear(ops.norm(x, OF_NORM), "a", WIDTH, Activation.TANH);
      return ops.residualNorm(x, y, OF_NORM, setting.dropout(0.2));
    }
  },
  DROPOUT {
    @Override
    <T> T hidden(Ops<T> ops, Setting setting) {
      return ops.dropout(setting.source(ops), setting.dropout(0.4));
    }
  },
  COLUMNS {
    @Override
    <T> T hidden(Ops<T> ops, Setting setting) {
      T x = ops.linear(setting.source(ops), "wide", 2 * WIDTH, Activation.NONE);
      return ops.linear(ops.columns(x, 3, WIDTH), "a", WIDTH, Activation.NONE);
    }
  },
  SELF_ATTENTION {
    @Override
    <T> T hidden(Ops<T> ops, Setting setting) {
      T x = setting.source(ops);
      return attention(ops, x, x, setting.layout(setting.source(), setting.source(), false), 0);
    }
  },
  SELF_ATTENTION_WITH_DROPOUT {
    @Override
    <T> T hidden(Ops<T> ops, Setting setting) {
      T x = setting.source(ops);
      Attention layout = setting.layout(setting.source(), setting.source(), false);
      return attention(ops, x, x, layout, setting.dropout(0.3));
    }
  },
  CAUSAL_ATTENTION {
    @Override
    <T> T hidden(Ops<T> ops, Setting setting) {
      T x = setting.target(ops);
      return attention(ops, x, x, setting.layout(setting.target(), setting.target(), true), 0);
    }

    @Override
    int[] targets(Setting setting) {
      return setting.targetIds();
    }
  },
  CROSS_ATTENTION {
    @Override
    <T> T hidden(Ops<T> ops, Setting setting) {
      Attention layout = setting.layout(setting.target(), setting.source(), false);
      return attention(ops, setting.target(ops), setting.source(ops), layout, setting.dropout(0.2));
    }

    @Override
    int[] targets(Setting setting) {
      return setting.targetIds();
    }
  },
  RESIDUAL_NORM {
    @Override
    <T> T hidden(Ops<T> ops, Setting setting) {
      T x = ops.linear(setting.source(ops), "a", WIDTH, Activation.NONE);
      return ops.residualNorm(setting.source(ops), x, OF_NORM, setting.dropout(0.2));
    }
  },
  RESIDUAL_NORM_OF_ONE_TOKEN {
    @Override
    <T> T hidden(Ops<T> ops, Setting setting) {
      T one = one(ops);
      return ops.residualNorm(one, ops.linear(one, "a", WIDTH, Activation.NONE), OF_NORM, 0);
    }

    @Override
    int[] targets(Setting setting) {
      return new int[] {4};
    }
  },
  ATTENTION_OF_ONE_TOKEN_BY_ONE_HEAD {
    @Override
    <T> T hidden(Ops<T> ops, Setting setting) {
      T one = one(ops);
      Attention layout = new Attention(Segments.of(1), Segments.of(1), 1, false);
      return attention(ops, one, one, layout, 0);
    }

    @Override
    int[] targets(Setting setting) {
      return new int[] {4};
    }
  },
  CONCAT_TIME {
    @Override
    <T> T hidden(Ops<T> ops, Setting setting) {
      T x = setting.source(ops);
      return ops.concatTime(
          List.of(x, ops.linear(x, "a", WIDTH, Activation.RELU)), setting.source().segments());
    }

    @Override
    int[] targets(Setting setting) {
      int[] ids = setting.sourceIds();
      return IntStream.concat(IntStream.of(ids), IntStream.of(ids)).toArray();
    }
  },
  ATTENTION_OVER_CONCATENATED_KEYS {
    @Override
    <T> T hidden(Ops<T> ops, Setting setting) {
      T x = setting.source(ops);
      Segments source = setting.source().segments();
      T keys = ops.concatTime(List.of(x, ops.linear(x, "a", WIDTH, Activation.NONE)), source);
      Attention layout = new Attention(setting.target().segments(), source.times(2), 2, false);
      return ops.attention(setting.target(ops), keys, keys, layout, setting.dropout(0.2));
    }

    @Override
    int[] targets(Setting setting) {
      return setting.targetIds();
    }
  },
  LOGITS {
    @Override
    <T> T hidden(Ops<T> ops, Setting setting) {
      return ops.logits(setting.source(ops), new Outputs.Layer("output", WIDTH));
    }
  },
  ROWS {
    @Override
    <T> T hidden(Ops<T> ops, Setting setting) {
      T x = ops.linear(setting.source(ops), "a", WIDTH, Activation.NONE);
      T some = ops.rows(x, setting.backwards());
      return ops.linear(some, "q", WIDTH, Activation.RELU);
    }
  },
  ROWS_OF_COLUMNS {
    @Override
    <T> T hidden(Ops<T> ops, Setting setting) {
      T x = ops.linear(setting.source(ops), "wide", 2 * WIDTH, Activation.NONE);
      return ops.rows(ops.columns(x, 3, WIDTH), setting.backwards());
    }
  },
  ONE_ROW_TWICE {
    @Override
    <T> T hidden(Ops<T> ops, Setting setting) {
      return ops.rows(setting.source(ops), new int[] {4, 4});
    }

    @Override
    int[] targets(Setting setting) {
      return new int[] {4, 5};
    }
  },
  CROSS_ENTROPY_OF_COLUMNS {
    @Override
    <T> T hidden(Ops<T> ops, Setting setting) {
      return ops.columns(
          ops.linear(setting.source(ops), "wide", 2 * WIDTH, Activation.NONE), 3, WIDTH);
    }
  },
  LOGITS_WITH_BIAS {
    @Override
    <T> T hidden(Ops<T> ops, Setting setting) {
      Outputs.Layer layer = new Outputs.Layer("output", WIDTH, Optional.of("a.bias"));
      return ops.logits(setting.source(ops), layer);
    }
  },
  CROSS_ENTROPY_WITH_BIAS {
    @Override
    <T> T hidden(Ops<T> ops, Setting setting) {
      return ops.linear(setting.source(ops), "a", WIDTH, Activation.NONE);
    }

    @Override
    <T> T loss(LossOps<T> ops, Setting setting) {
      Targets targets = new Targets(targets(setting), 0.1, 1.5);
      return ops.crossEntropy(hidden(ops, setting), setting.biased(), targets);
    }
  },
  SQUARED_ERROR {
    @Override
    <T> T hidden(Ops<T> ops, Setting setting) {
      return ops.linear(setting.source(ops), "a", WIDTH, Activation.TANH);
    }

    @Override
    <T> T loss(LossOps<T> ops, Setting setting) {
      float[] values = new float[targets(setting).length];
      for (int r = 0; r < values.length; r++) {
        values[r] = 0.5f * targets(setting)[r] - 1;
      }
      Outputs.Layer one = new Outputs.Layer("output", 1, Optional.of("one"));
      return ops.squaredError(hidden(ops, setting), one, new Numbers(values, 0.5));
    }
  },
  SQUARED_ERROR_OF_ONE_ROW {
    @Override
    <T> T hidden(Ops<T> ops, Setting setting) {
      T x = ops.linear(setting.source(ops), "a", WIDTH, Activation.NONE);
      return ops.rows(x, new int[] {2});
    }

    @Override
    <T> T loss(LossOps<T> ops, Setting setting) {
      Outputs.Layer one = new Outputs.Layer("output", 1, Optional.of("one"));
      Numbers numbers = new Numbers(new float[] {3}, 1);
      return ops.squaredError(hidden(ops, setting), one, numbers);
    }
  },
  WEIGHTED_CROSS_ENTROPY {
    @Override
    <T> T hidden(Ops<T> ops, Setting setting) {
      return ops.linear(setting.source(ops), "a", WIDTH, Activation.NONE);
    }

    @Override
    <T> T loss(LossOps<T> ops, Setting setting) {
      Targets targets = new Targets(targets(setting), 0.1, 2.5);
      return ops.crossEntropy(hidden(ops, setting), setting.layer(), targets);
    }
  },
  SUM_OF_LOSSES {
    @Override
    <T> T hidden(Ops<T> ops, Setting setting) {
      return setting.source(ops);
    }

    @Override
    <T> T loss(LossOps<T> ops, Setting setting) {
      T x = hidden(ops, setting);
      T y = ops.linear(x, "a", WIDTH, Activation.NONE);
      T z = ops.rows(y, setting.backwards());
      return ops.sum(
          List.of(
              ops.crossEntropy(y, setting.layer(), new Targets(targets(setting), 0, 1)),
              ops.crossEntropy(x, setting.layer(), new Targets(targets(setting), 0.1, 0.75)),
              ops.crossEntropy(z, setting.layer(), new Targets(setting.sourceIds(), 0.2, 1.5))));
    }
  },
  SUM_OF_ONE_LOSS {
    @Override
    <T> T hidden(Ops<T> ops, Setting setting) {
      return setting.source(ops);
    }

    @Override
    <T> T loss(LossOps<T> ops, Setting setting) {
      return ops.sum(List.of(super.loss(ops, setting)));
    }
  },
  TAUGHT_SCORES {
    @Override
    <T> T hidden(Ops<T> ops, Setting setting) {
      return ops.linear(setting.source(ops), "a", WIDTH, Activation.NONE);
    }

    @Override
    <T> T loss(LossOps<T> ops, Setting setting) {
      Soft soft =
          new Soft(
              setting.teacher(1, setting.sourceIds().length, 4),
              setting.teacher(2, setting.vocabulary(), 4),
              Optional.of(setting.teacher(3, 1, setting.vocabulary())),
              2.5,
              0.7);
      Targets targets = new Targets(targets(setting), 0.1, 0.5);
      return ops.crossEntropy(hidden(ops, setting), setting.biased(), targets, soft);
    }
  },
  TAUGHT_HIDDEN_STATES {
    @Override
    <T> T hidden(Ops<T> ops, Setting setting) {
      return ops.linear(setting.source(ops), "a", WIDTH, Activation.TANH);
    }

    @Override
    <T> T loss(LossOps<T> ops, Setting setting) {
      Matrix wanted = setting.teacher(4, setting.sourceIds().length, WIDTH);
      return ops.meanSquare(hidden(ops, setting), wanted, 1.5);
    }
  },
  TAUGHT_RELATIONS {
    @Override
    <T> T hidden(Ops<T> ops, Setting setting) {
      return ops.linear(setting.source(ops), "a", WIDTH, Activation.NONE);
    }

    @Override
    <T> T loss(LossOps<T> ops, Setting setting) {
      Matrix vectors = setting.teacher(5, setting.sourceIds().length, 8);
      Relations wanted = new Relations(vectors, setting.source().segments(), 2, 1.5);
      return ops.relations(hidden(ops, setting), wanted);
    }
  },
  HIDDEN_STATES_SCORED_TWICE {
    @Override
    <T> T hidden(Ops<T> ops, Setting setting) {
      return ops.linear(setting.source(ops), "a", WIDTH, Activation.RELU);
    }

    @Override
    <T> T loss(LossOps<T> ops, Setting setting) {
      T x = hidden(ops, setting);
      int[] others = new int[targets(setting).length];
      Arrays.fill(others, 2);
      return ops.sum(
          List.of(
              ops.crossEntropy(x, setting.layer(), new Targets(targets(setting), 0.1, 1)),
              ops.crossEntropy(x, setting.layer(), new Targets(others, 0, 2))));
    }
  };

  static final int WIDTH = 6;
  private static final Norm OF_NORM = new Norm("norm", 1e-5f);

  abstract <T> T hidden(Ops<T> ops, Setting setting);

  int[] targets(Setting setting) {
    return setting.sourceIds();
  }

  <T> T loss(LossOps<T> ops, Setting setting) {
    Targets targets = new Targets(targets(setting), 0.1, 1);
    return ops.crossEntropy(hidden(ops, setting), setting.layer(), targets);
  }

  /** The loss of {@code setting}. */
  Expression of(Setting setting) {
    return new Expression() {
      @Override
      public <T> T on(LossOps<T> ops, Constants<T> constants) {
        return loss(ops, setting);
      }
    };
  }

  private static <T> T one(Ops<T> ops) {
    Tokens token = Tokens.of(Tokens.Side.SOURCE, new int[] {3}, Segments.of(1));
    return ops.embed("embeddings", token, WIDTH, WIDTH + 4);
  }

  private static <T> T attention(Ops<T> ops, T queries, T keys, Attention layout, double dropout) {
    return ops.attention(
        ops.linear(queries, "q", WIDTH, Activation.NONE),
        ops.linear(keys, "k", WIDTH, Activation.NONE),
        ops.linear(keys, "v", WIDTH, Activation.NONE),
        layout,
        dropout);
  }
}
