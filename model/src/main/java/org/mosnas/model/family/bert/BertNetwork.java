package org.mosnas.model.family.bert;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mosnas.model.network.Batch;
import org.mosnas.model.network.DropoutRates;
import org.mosnas.model.network.Head;
import org.mosnas.model.network.Network;
import org.mosnas.model.network.Ops;
import org.mosnas.model.network.Ops.Activation;
import org.mosnas.model.network.Ops.Attention;
import org.mosnas.model.network.Ops.Norm;
import org.mosnas.model.network.Ops.Tables;
import org.mosnas.model.network.Outputs;
import org.mosnas.model.network.Segments;
import org.mosnas.model.network.Tokens;
import org.mosnas.model.supernet.DenseSubnet;

/**
 * BERT (Devlin et al., <a href="https://arxiv.org/abs/1810.04805">paper</a>): post-norm, learned
 * positions, Gaussian error units; with bottlenecks every layer works at a width of its own.
 *
 * <p>An immutable description; every method runs it on the interpreter it is given.
 */
public final class BertNetwork implements Network {
  /** BERT's, in layer norms. */
  private static final float EPSILON = 1e-12f;

  private static final Tables TABLES =
      new Tables(BertNames.WORDS, BertNames.POSITIONS, BertNames.TYPES);

  private final BertSpec spec;
  private final BertShape shape;
  private final DropoutRates dropout;

  /**
   * Describes the network of one subnet.
   *
   * @param shape of the supernet or of the subnet itself
   * @param spec the subnet; fits in {@code shape.envelope()}
   * @param dropout rates at the full width; unused by interpreters that do not train
   */
  BertNetwork(BertShape shape, BertSpec spec, DropoutRates dropout) {
    this.shape = shape;
    this.spec = spec;
    this.dropout = dropout;
  }

  /** The network of a subnet on its own, without dropout. */
  public static BertNetwork of(DenseSubnet subnet) {
    return ((BertShape) subnet.shape()).network(subnet.spec(), DropoutRates.NONE);
  }

  @Override
  public BertSpec spec() {
    return spec;
  }

  /** What makes scores of {@link #head}. */
  public Outputs.Layer outputLayer() {
    return shape.head().kind() == Head.Kind.TOKEN
        ? new Outputs.Layer(BertNames.WORDS, shape.vocabulary(), Optional.of(BertNames.TOKEN_BIAS))
        : new Outputs.Layer(
            BertNames.CLASSIFIER, shape.head().outputs(), Optional.of(BertNames.CLASSIFIER_BIAS));
  }

  @Override
  public <T> Outputs<T> run(Ops<T> ops, Batch batch) {
    TextBatch texts = (TextBatch) batch;
    Encoded<T> encoded = encoded(ops, texts.tokensIn(), texts.types());
    T last = encoded.last();
    return new Outputs<>(
        List.of(head(ops, last, texts.rows())),
        outputLayer(),
        Optional.of(new Outputs.Inner<>(last, encoded.vectors(), texts.tokensIn().segments())));
  }

  /**
   * Scores of the rows of a batch, for those who want answers.
   *
   * @return {@code [rows, outputs]}
   */
  public <T> T scores(Ops<T> ops, TextBatch texts) {
    return ops.logits(run(ops, texts).hidden(), outputLayer());
  }

  /**
   * Hidden states after the last layer.
   *
   * @param types of the tokens, {@code [tokens]}
   * @return {@code [tokens, embed]}
   */
  public <T> T encode(Ops<T> ops, Tokens tokens, int[] types) {
    return encoded(ops, tokens, types).last();
  }

  /**
   * Hidden states after the embeddings and after every layer.
   *
   * @param types of the tokens, {@code [tokens]}
   * @return one more than there are layers, each {@code [tokens, embed]}; with merged bottlenecks
   *     those in between have the widths of their layers
   */
  public <T> List<T> states(Ops<T> ops, Tokens tokens, int[] types) {
    return encoded(ops, tokens, types).states();
  }

  /**
   * What the encoder computes.
   *
   * @param states after the embeddings and after every layer
   * @param vectors queries, keys and values of the last layer
   */
  private record Encoded<T>(List<T> states, List<T> vectors) {
    T last() {
      return states.get(states.size() - 1);
    }
  }

  private <T> Encoded<T> encoded(Ops<T> ops, Tokens tokens, int[] types) {
    List<T> states = new ArrayList<>();
    List<T> vectors = List.of();
    states.add(embed(ops, tokens, types));
    for (int i = 0; i < spec.layers().size(); i++) {
      T x = states.get(i);
      T narrow = spec.bottlenecks() == Bottlenecks.NONE ? x : narrow(ops, i, x);
      vectors = vectors(ops, i, narrow);
      T y = layer(ops, i, narrow, vectors, tokens.segments());
      states.add(spec.returns(i) ? widen(ops, i, y) : y);
    }
    return new Encoded<>(states, vectors);
  }

  /** Embeddings, normalized, {@code [tokens, embed]}. */
  <T> T embed(Ops<T> ops, Tokens tokens, int[] types) {
    int longest = tokens.segments().longest();
    if (longest > shape.positions()) {
      throw new IllegalArgumentException(
          "a text has "
              + longest
              + " tokens, and the network knows "
              + shape.positions()
              + " positions");
    }
    T x = ops.embedSum(TABLES, tokens, types, spec.embed());
    T y = ops.norm(x, new Norm(BertNames.EMBEDDINGS_NORM, EPSILON));
    return ops.dropout(y, scaled(dropout.residual(), spec.embed()));
  }

  /** From what comes before a layer to its width, {@code [tokens, width]}. */
  <T> T narrow(Ops<T> ops, int index, T x) {
    String name = BertNames.layer(index) + BertNames.BOTTLENECK_IN;
    return ops.linear(x, name, spec.layers().get(index).width(), Activation.NONE);
  }

  /** From a layer back to the stream, {@code [tokens, embed]}. */
  <T> T widen(Ops<T> ops, int index, T x) {
    String name = BertNames.layer(index) + BertNames.BOTTLENECK_OUT;
    return ops.linear(x, name, spec.embed(), Activation.NONE);
  }

  /**
   * Runs one layer at its own width.
   *
   * @param index from 0
   * @param x {@code [tokens, width]}
   * @return {@code [tokens, width]}
   */
  <T> T layer(Ops<T> ops, int index, T x, Segments segments) {
    return layer(ops, index, x, vectors(ops, index, x), segments);
  }

  /** Queries, keys and values of a layer, each {@code [tokens, width]}. */
  private <T> List<T> vectors(Ops<T> ops, int index, T x) {
    return Stream.of(BertNames.QUERY, BertNames.KEY, BertNames.VALUE)
        .map(
            map ->
                ops.linear(
                    x,
                    BertNames.layer(index) + map,
                    spec.layers().get(index).width(),
                    Activation.NONE))
        .toList();
  }

  private <T> T layer(Ops<T> ops, int index, T x, List<T> vectors, Segments segments) {
    BertLayerSpec layer = spec.layers().get(index);
    String name = BertNames.layer(index);
    int width = layer.width();
    T seen =
        ops.attention(
            vectors.get(0),
            vectors.get(1),
            vectors.get(2),
            new Attention(segments, segments, layer.heads(), false),
            dropout.attention());
    T attended = ops.linear(seen, name + BertNames.ATTENTION_OUT, width, Activation.NONE);
    double residual = scaled(dropout.residual(), width);
    T h =
        ops.residualNorm(x, attended, new Norm(name + BertNames.ATTENTION_NORM, EPSILON), residual);
    T inner = ops.linear(h, name + BertNames.FFN_IN, layer.ffn(), Activation.GELU);
    T kept = ops.dropout(inner, scaled(dropout.activation(), width));
    T outer = ops.linear(kept, name + BertNames.FFN_OUT, width, Activation.NONE);
    return ops.residualNorm(h, outer, new Norm(name + BertNames.FFN_NORM, EPSILON), residual);
  }

  /**
   * What an output layer scores.
   *
   * @param states {@code [tokens, embed]}
   * @param rows of the tokens that are scored
   * @return {@code [rows, embed]}
   */
  <T> T head(Ops<T> ops, T states, int[] rows) {
    return head(ops, ops.rows(states, rows));
  }

  /**
   * What an output layer scores.
   *
   * @param scored hidden states of the tokens that are scored, {@code [rows, embed]}
   * @return {@code [rows, embed]}
   */
  public <T> T head(Ops<T> ops, T scored) {
    if (shape.head().kind() == Head.Kind.TOKEN) {
      T x = ops.linear(scored, BertNames.TRANSFORM, spec.embed(), Activation.GELU);
      return ops.norm(x, new Norm(BertNames.TRANSFORM_NORM, EPSILON));
    }
    T pooled = ops.linear(scored, BertNames.POOLER, spec.embed(), Activation.TANH);
    return ops.dropout(pooled, scaled(dropout.residual(), spec.embed()));
  }

  private double scaled(double rate, int width) {
    return rate * Math.min(1, (double) width / shape.fullWidth());
  }
}
