package org.mosnas.model.engine.samediff;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.mosnas.model.network.LossOps;
import org.mosnas.model.network.LossOps.Targets;
import org.mosnas.model.network.Ops;
import org.mosnas.model.network.Ops.Activation;
import org.mosnas.model.network.Ops.Attention;
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
      return ops.residualNorm(setting.source(ops), x, "norm", setting.dropout(0.2));
    }
  },
  RESIDUAL_NORM_OF_ONE_TOKEN {
    @Override
    <T> T hidden(Ops<T> ops, Setting setting) {
      T one = one(ops);
      return ops.residualNorm(one, ops.linear(one, "a", WIDTH, Activation.NONE), "norm", 0);
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
  private static final int HEADS = 3;

  /**
   * What an operation is given.
   *
   * @param vocabulary number of tokens
   * @param source the tokens of one side
   * @param target the tokens of the other side, as many sentences
   * @param sourceIds what is to be predicted from {@code source}
   * @param targetIds what is to be predicted from {@code target}
   * @param drops whether anything is dropped out
   */
  record Setting(
      int vocabulary,
      Tokens source,
      Tokens target,
      int[] sourceIds,
      int[] targetIds,
      boolean drops) {

    /** A handful of tokens. */
    static Setting small() {
      return new Setting(
          7,
          Tokens.of(Tokens.Side.SOURCE, new int[] {3, 4, 2, 6, 4, 1}, Segments.of(2, 1, 3)),
          Tokens.of(Tokens.Side.TARGET, new int[] {5, 0, 3, 3, 1, 6, 2}, Segments.of(3, 2, 2)),
          new int[] {1, 5, 0, 2, 3, 6},
          new int[] {6, 5, 4, 3, 2, 1, 0},
          true);
    }

    /** Sentences of 1 to {@code longest} random tokens, nothing dropped out. */
    static Setting random(SplittableRandom random, int vocabulary, int sentences, int longest) {
      Segments source = Segments.of(random.ints(sentences, 1, longest + 1).toArray());
      Segments target = Segments.of(random.ints(sentences, 1, longest + 1).toArray());
      return new Setting(
          vocabulary,
          Tokens.of(Tokens.Side.SOURCE, ids(random, source, vocabulary), source),
          Tokens.of(Tokens.Side.TARGET, ids(random, target, vocabulary), target),
          ids(random, source, vocabulary),
          ids(random, target, vocabulary),
          false);
    }

    private static int[] ids(SplittableRandom random, Segments sentences, int vocabulary) {
      return random.ints(sentences.rows(), 0, vocabulary).toArray();
    }

    /** Random weights for every operation. */
    TestWeights weights(SplittableRandom random) {
      TestWeights weights =
          new TestWeights(2 * vocabulary * WIDTH + 32 * WIDTH * WIDTH)
              .random(random, "embeddings", vocabulary, WIDTH)
              .random(random, "output", vocabulary, WIDTH)
              .random(random, "wide.weight", 2 * WIDTH, WIDTH)
              .random(random, "wide.bias", 1, 2 * WIDTH)
              .random(random, "norm.gain", 1, WIDTH)
              .random(random, "norm.bias", 1, WIDTH);
      for (String map : List.of("a", "q", "k", "v")) {
        weights
            .random(random, map + ".weight", WIDTH, WIDTH)
            .random(random, map + ".bias", 1, WIDTH);
      }
      return weights;
    }

    private <T> T source(Ops<T> ops) {
      return ops.embed("embeddings", source, WIDTH, WIDTH + 4);
    }

    private <T> T target(Ops<T> ops) {
      return ops.embed("embeddings", target, WIDTH, WIDTH + 4);
    }

    private Attention layout(Tokens queries, Tokens keys, boolean causal) {
      return new Attention(queries.segments(), keys.segments(), HEADS, causal);
    }

    private Outputs.Layer layer() {
      return new Outputs.Layer("output", vocabulary);
    }

    /** Rows of the source from the last one on, each of them twice. */
    private int[] backwards() {
      int rows = sourceIds.length;
      return IntStream.range(0, rows).map(i -> rows - 1 - i / 2).toArray();
    }

    private double dropout(double rate) {
      return drops ? rate : 0;
    }
  }

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
