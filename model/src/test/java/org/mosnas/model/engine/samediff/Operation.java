package org.mosnas.model.engine.samediff;

import java.util.List;
import org.mosnas.model.network.Ops;
import org.mosnas.model.network.Ops.Activation;
import org.mosnas.model.network.Ops.Attention;
import org.mosnas.model.network.Segments;
import org.mosnas.model.network.Tokens;

/** A loss around each operation, as small as it gets: words, the operation, cross-entropy. */
enum Operation implements Expression {
  EMBED_AND_CROSS_ENTROPY {
    @Override
    <T> T hidden(Ops<T> ops) {
      return source(ops);
    }
  },
  LINEAR {
    @Override
    <T> T hidden(Ops<T> ops) {
      return ops.linear(source(ops), "a", WIDTH, Activation.NONE);
    }
  },
  LINEAR_RELU {
    @Override
    <T> T hidden(Ops<T> ops) {
      return ops.linear(source(ops), "a", WIDTH, Activation.RELU);
    }
  },
  DROPOUT {
    @Override
    <T> T hidden(Ops<T> ops) {
      return ops.dropout(source(ops), 0.4);
    }
  },
  COLUMNS {
    @Override
    <T> T hidden(Ops<T> ops) {
      T x = ops.linear(source(ops), "wide", 2 * WIDTH, Activation.NONE);
      return ops.linear(ops.columns(x, 3, WIDTH), "a", WIDTH, Activation.NONE);
    }
  },
  SELF_ATTENTION {
    @Override
    <T> T hidden(Ops<T> ops) {
      return attention(ops, source(ops), source(ops), SOURCE, SOURCE, false, 0);
    }
  },
  SELF_ATTENTION_WITH_DROPOUT {
    @Override
    <T> T hidden(Ops<T> ops) {
      return attention(ops, source(ops), source(ops), SOURCE, SOURCE, false, 0.3);
    }
  },
  CAUSAL_ATTENTION {
    @Override
    <T> T hidden(Ops<T> ops) {
      return attention(ops, target(ops), target(ops), TARGET, TARGET, true, 0);
    }

    @Override
    int[] targets() {
      return TARGET_WORDS;
    }
  },
  CROSS_ATTENTION {
    @Override
    <T> T hidden(Ops<T> ops) {
      return attention(ops, target(ops), source(ops), TARGET, SOURCE, false, 0.2);
    }

    @Override
    int[] targets() {
      return TARGET_WORDS;
    }
  },
  RESIDUAL_NORM {
    @Override
    <T> T hidden(Ops<T> ops) {
      T x = ops.linear(source(ops), "a", WIDTH, Activation.NONE);
      return ops.residualNorm(source(ops), x, "norm", 0.2);
    }
  },
  RESIDUAL_NORM_OF_ONE_TOKEN {
    @Override
    <T> T hidden(Ops<T> ops) {
      T one =
          ops.embed(
              "words",
              Tokens.of(Tokens.Side.SOURCE, new int[] {3}, Segments.of(1)),
              WIDTH,
              WIDTH + 4);
      return ops.residualNorm(one, ops.linear(one, "a", WIDTH, Activation.NONE), "norm", 0);
    }

    @Override
    int[] targets() {
      return new int[] {4};
    }
  },
  CONCAT_TIME {
    @Override
    <T> T hidden(Ops<T> ops) {
      T x = source(ops);
      return ops.concatTime(
          List.of(x, ops.linear(x, "a", WIDTH, Activation.RELU)), SOURCE.segments());
    }

    @Override
    int[] targets() {
      return new int[] {1, 2, 3, 4, 5, 6, 1, 2, 0, 4, 0, 6};
    }
  },
  ATTENTION_OVER_CONCATENATED_KEYS {
    @Override
    <T> T hidden(Ops<T> ops) {
      T x = source(ops);
      T keys =
          ops.concatTime(List.of(x, ops.linear(x, "a", WIDTH, Activation.NONE)), SOURCE.segments());
      Attention layout = new Attention(TARGET.segments(), SOURCE.segments().times(2), 2, false);
      return ops.attention(target(ops), keys, keys, layout, 0.2);
    }

    @Override
    int[] targets() {
      return TARGET_WORDS;
    }
  },
  LOGITS {
    @Override
    <T> T hidden(Ops<T> ops) {
      return ops.logits(source(ops), "output", WIDTH);
    }
  };

  static final int WORDS = 7;
  static final int WIDTH = 6;
  static final Tokens SOURCE =
      Tokens.of(Tokens.Side.SOURCE, new int[] {3, 4, 2, 6, 4, 1}, Segments.of(2, 1, 3));
  static final Tokens TARGET =
      Tokens.of(Tokens.Side.TARGET, new int[] {5, 0, 3, 3, 1, 6, 2}, Segments.of(3, 2, 2));
  private static final int[] SOURCE_WORDS = {1, 5, 0, 2, 3, 6};
  private static final int[] TARGET_WORDS = {6, 5, 4, 3, 2, 1, 0};

  abstract <T> T hidden(Ops<T> ops);

  int[] targets() {
    return SOURCE_WORDS;
  }

  @Override
  public <T> T on(Ops<T> ops, Constants<T> constants) {
    return ops.crossEntropy(hidden(ops), "output", WORDS, targets(), 0.1);
  }

  private static <T> T source(Ops<T> ops) {
    return ops.embed("words", SOURCE, WIDTH, WIDTH + 4);
  }

  private static <T> T target(Ops<T> ops) {
    return ops.embed("words", TARGET, WIDTH, WIDTH + 4);
  }

  private static <T> T attention(
      Ops<T> ops, T queries, T keys, Tokens from, Tokens to, boolean causal, double dropout) {
    return ops.attention(
        ops.linear(queries, "q", WIDTH, Activation.NONE),
        ops.linear(keys, "k", WIDTH, Activation.NONE),
        ops.linear(keys, "v", WIDTH, Activation.NONE),
        new Attention(from.segments(), to.segments(), 3, causal),
        dropout);
  }
}
