package org.mosnas.model.family.translation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.mosnas.model.network.Batch;
import org.mosnas.model.network.DropoutRates;
import org.mosnas.model.network.Network;
import org.mosnas.model.network.Ops;
import org.mosnas.model.network.Ops.Activation;
import org.mosnas.model.network.Ops.Attention;
import org.mosnas.model.network.Ops.Norm;
import org.mosnas.model.network.Outputs;
import org.mosnas.model.network.Segments;
import org.mosnas.model.network.Tokens;
import org.mosnas.model.supernet.DenseSubnet;

/**
 * The encoder–decoder Transformer of HAT (Wang et al., <a
 * href="https://arxiv.org/abs/2005.14187">paper</a>), post-norm, with attention over the outputs of
 * one to three encoder layers.
 *
 * <p>An immutable description; every method runs it on the interpreter it is given.
 */
public final class TranslationNetwork implements Network {
  /** HAT's, in layer norms. */
  private static final float EPSILON = 1e-5f;

  private final TranslationSpec spec;
  private final int qkv;
  private final int targetVocabulary;
  private final EmbeddingSharing sharing;
  private final double attentionDropout;
  private final Side encoder;
  private final Side decoder;

  /** Rates and names of one side. */
  private record Side(
      List<String> layers,
      double residualDropout,
      double activationDropout,
      String table,
      int embed,
      int fullWidth) {}

  /**
   * What the encoder–decoder attention of one layer sees.
   *
   * @param keyValues of this layer, from {@link #crossKeyValues(Ops, List, Segments)}
   * @param queries which decoder rows belong to which sentence; with several hypotheses to a
   *     sentence, all of them
   * @param source the sentences of the source, as many; those of {@code keyValues} or some of them
   */
  public record Encoded<T>(T keyValues, Segments queries, Segments source) {}

  /**
   * Describes the network of one subnet.
   *
   * @param shape of the supernet or of the subnet itself
   * @param spec the subnet; fits in {@code shape.envelope()}
   * @param dropout rates at the full width; unused by interpreters that do not train
   */
  public TranslationNetwork(TranslationShape shape, TranslationSpec spec, DropoutRates dropout) {
    this.spec = spec;
    this.qkv = shape.qkvSize();
    this.targetVocabulary = shape.targetVocabulary();
    this.sharing = shape.sharing();
    this.attentionDropout = dropout.attention();
    this.encoder =
        side(
            names(spec.encoder().size(), true),
            dropout,
            TranslationNames.encoderTable(sharing),
            spec.encoderEmbed(),
            shape.fullWidth().encoder());
    this.decoder =
        side(
            names(spec.decoder().size(), false),
            dropout,
            TranslationNames.decoderTable(sharing),
            spec.decoderEmbed(),
            shape.fullWidth().decoder());
  }

  /** The network of a subnet on its own, without dropout. */
  public static TranslationNetwork of(DenseSubnet subnet) {
    return TranslationShape.of(subnet).network(subnet.spec(), DropoutRates.NONE);
  }

  private static Side side(
      List<String> layers, DropoutRates dropout, String table, int embed, int fullWidth) {
    double scale = (double) embed / fullWidth;
    return new Side(
        layers, dropout.residual() * scale, dropout.activation() * scale, table, embed, fullWidth);
  }

  private static List<String> names(int layers, boolean encoderSide) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < layers; i++) {
      names.add(encoderSide ? TranslationNames.encoderLayer(i) : TranslationNames.decoderLayer(i));
    }
    return names;
  }

  @Override
  public TranslationSpec spec() {
    return spec;
  }

  /** Width of queries, keys and values. */
  public int qkvSize() {
    return qkv;
  }

  /** Scores of all tokens that the decoder chooses from. */
  public Outputs.Layer outputLayer() {
    return new Outputs.Layer(TranslationNames.outputTable(sharing), targetVocabulary);
  }

  /**
   * Runs the encoder.
   *
   * @return the output of every layer, {@code [tokens, encoderEmbed]} each
   */
  public <T> List<T> encode(Ops<T> ops, Tokens source) {
    T x = embed(ops, encoder, source);
    List<T> outputs = new ArrayList<>();
    for (int i = 0; i < spec.encoder().size(); i++) {
      x = encoderLayer(ops, i, x, source.segments());
      outputs.add(x);
    }
    return outputs;
  }

  /**
   * Runs one encoder layer.
   *
   * @param index from 0
   * @param x {@code [tokens, encoderEmbed]}
   * @return {@code [tokens, encoderEmbed]}
   */
  public <T> T encoderLayer(Ops<T> ops, int index, T x, Segments segments) {
    EncoderLayerSpec layer = spec.encoder().get(index);
    String name = encoder.layers().get(index);
    Attention layout = new Attention(segments, segments, layer.heads(), false);
    T attended = selfAttention(ops, name, x, layout, UnaryOperator.identity());
    T h =
        output(
            ops,
            attended,
            x,
            name + TranslationNames.SELF_OUT,
            name + TranslationNames.SELF_NORM,
            encoder);
    return feedForward(ops, name, h, layer.ffn(), encoder);
  }

  /**
   * Keys and values that the decoder layers attend to, one per decoder layer; computed once per
   * sentence.
   *
   * @param encoderLayers result of {@link #encode}
   * @param source sentences of the source
   * @return {@code [attendedLayers * tokens, 2 * qkv]} each
   */
  public <T> List<T> crossKeyValues(Ops<T> ops, List<T> encoderLayers, Segments source) {
    List<T> keyValues = new ArrayList<>();
    for (int i = 0; i < spec.decoder().size(); i++) {
      keyValues.add(crossKeyValues(ops, i, encoderLayers, source));
    }
    return keyValues;
  }

  private <T> T crossKeyValues(Ops<T> ops, int index, List<T> encoderLayers, Segments source) {
    int attended = spec.decoder().get(index).attendedLayers();
    int last = encoderLayers.size() - 1;
    List<T> parts = new ArrayList<>();
    for (int back = 0; back < attended; back++) {
      parts.add(encoderLayers.get(last - back));
    }
    T memory = attended == 1 ? parts.get(0) : ops.concatTime(parts, source);
    String name = decoder.layers().get(index) + TranslationNames.CROSS_KV;
    return ops.linear(memory, name, 2 * qkv, Activation.NONE);
  }

  /**
   * Runs the decoder over whole target prefixes, every token seeing those before it.
   *
   * @param target shifted targets
   * @param encoderLayers result of {@link #encode}
   * @param source sentences of the source
   * @return the output of every layer, {@code [targetTokens, decoderEmbed]} each
   */
  public <T> List<T> decode(Ops<T> ops, Tokens target, List<T> encoderLayers, Segments source) {
    T x = embed(ops, decoder, target);
    List<T> outputs = new ArrayList<>();
    for (int i = 0; i < spec.decoder().size(); i++) {
      Attention self =
          new Attention(
              target.segments(), target.segments(), spec.decoder().get(i).selfHeads(), true);
      T keyValues = crossKeyValues(ops, i, encoderLayers, source);
      Encoded<T> encoded = new Encoded<>(keyValues, target.segments(), source);
      x = decoderLayer(ops, i, x, self, UnaryOperator.identity(), encoded);
      outputs.add(x);
    }
    return outputs;
  }

  /**
   * Scores what follows each of some target prefixes, computed anew from their first token.
   *
   * @return {@code [sentences, vocab]}
   */
  public <T> T next(Ops<T> ops, Tokens source, Tokens prefixes) {
    List<T> layers = decode(ops, prefixes, encode(ops, source), source.segments());
    Segments segments = prefixes.segments();
    int[] last =
        IntStream.range(0, segments.count())
            .map(b -> segments.start(b) + segments.length(b) - 1)
            .toArray();
    T hidden = ops.rows(layers.get(layers.size() - 1), last);
    return ops.logits(hidden, outputLayer());
  }

  /**
   * Embeddings of the decoder's tokens with their positions.
   *
   * @return {@code [tokens, decoderEmbed]}
   */
  public <T> T embedTarget(Ops<T> ops, Tokens target) {
    return embed(ops, decoder, target);
  }

  /**
   * Runs one decoder layer.
   *
   * @param index from 0
   * @param x {@code [tokens, decoderEmbed]}
   * @param self layout of self-attention
   * @param selfKeyValues maps the keys and values of {@code x}, {@code [tokens, 2 * qkv]}, to those
   *     to attend to: themselves, or a cache they were appended to
   * @param encoded what the encoder left for this layer
   * @return {@code [tokens, decoderEmbed]}
   */
  public <T> T decoderLayer(
      Ops<T> ops,
      int index,
      T x,
      Attention self,
      UnaryOperator<T> selfKeyValues,
      Encoded<T> encoded) {
    DecoderLayerSpec layer = spec.decoder().get(index);
    String name = decoder.layers().get(index);
    T attended = selfAttention(ops, name, x, self, selfKeyValues);
    T h =
        output(
            ops,
            attended,
            x,
            name + TranslationNames.SELF_OUT,
            name + TranslationNames.SELF_NORM,
            decoder);
    Attention cross =
        new Attention(
            encoded.queries(),
            encoded.source().times(layer.attendedLayers()),
            layer.crossHeads(),
            false);
    T query = ops.linear(h, name + TranslationNames.CROSS_QUERY, qkv, Activation.NONE);
    T seen =
        ops.attention(
            query,
            ops.columns(encoded.keyValues(), 0, qkv),
            ops.columns(encoded.keyValues(), qkv, qkv),
            cross,
            attentionDropout);
    T g =
        output(
            ops,
            seen,
            h,
            name + TranslationNames.CROSS_OUT,
            name + TranslationNames.CROSS_NORM,
            decoder);
    return feedForward(ops, name, g, layer.ffn(), decoder);
  }

  @Override
  public <T> Outputs<T> run(Ops<T> ops, Batch batch) {
    TokenBatch pairs = (TokenBatch) batch;
    Tokens source = pairs.encoderInput();
    List<T> hidden = decode(ops, pairs.decoderInput(), encode(ops, source), source.segments());
    return new Outputs<>(hidden, outputLayer());
  }

  private <T> T embed(Ops<T> ops, Side side, Tokens tokens) {
    T x = ops.embed(side.table(), tokens, side.embed(), side.fullWidth());
    return ops.dropout(x, side.residualDropout());
  }

  private <T> T selfAttention(
      Ops<T> ops, String name, T x, Attention layout, UnaryOperator<T> keyValues) {
    T projected = ops.linear(x, name + TranslationNames.SELF_QKV, 3 * qkv, Activation.NONE);
    T attendedTo = keyValues.apply(ops.columns(projected, qkv, 2 * qkv));
    return ops.attention(
        ops.columns(projected, 0, qkv),
        ops.columns(attendedTo, 0, qkv),
        ops.columns(attendedTo, qkv, qkv),
        layout,
        attentionDropout);
  }

  private static <T> T output(Ops<T> ops, T x, T residual, String linear, String norm, Side side) {
    T y = ops.linear(x, linear, side.embed(), Activation.NONE);
    return ops.residualNorm(residual, y, new Norm(norm, EPSILON), side.residualDropout());
  }

  private static <T> T feedForward(Ops<T> ops, String name, T x, int ffn, Side side) {
    T inner = ops.linear(x, name + TranslationNames.FC1, ffn, Activation.RELU);
    return output(
        ops,
        ops.dropout(inner, side.activationDropout()),
        x,
        name + TranslationNames.FC2,
        name + TranslationNames.FFN_NORM,
        side);
  }
}
