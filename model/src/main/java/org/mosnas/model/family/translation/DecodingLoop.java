package org.mosnas.model.family.translation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.mosnas.model.engine.Workbench;
import org.mosnas.model.engine.tape.TapeOps;
import org.mosnas.model.engine.tape.TapeTensor;
import org.mosnas.model.family.WorkloadSize;
import org.mosnas.model.kernel.Elementwise;
import org.mosnas.model.memory.Matrix;
import org.mosnas.model.memory.Memory;
import org.mosnas.model.network.Ops.Attention;
import org.mosnas.model.network.Segments;
import org.mosnas.model.network.Tokens;
import org.mosnas.model.network.Weights;

/**
 * Token-by-token decoding with key and value caches for a fixed number of steps, without the
 * bookkeeping of a search: HAT's latency size.
 */
final class DecodingLoop implements AutoCloseable {
  private static final int TOKEN = 7;

  private final TranslationNetwork network;
  private final Weights weights;
  private final Workbench bench;
  private final int steps;
  private final int rows;
  private final Segments source;
  private final Segments queries;
  private final List<Memory> caches = new ArrayList<>();

  DecodingLoop(TranslationNetwork network, Weights weights, Workbench bench, WorkloadSize size) {
    this.network = network;
    this.weights = weights;
    this.bench = bench;
    this.steps = size.targetLength();
    this.rows = size.batch() * size.beam();
    this.source = sentences(size.batch(), size.sourceLength());
    this.queries = sentences(size.batch(), size.beam());
    for (int i = 0; i < network.spec().decoder().size(); i++) {
      caches.add(Memory.zeros((long) rows * steps * 2 * network.qkvSize()));
    }
  }

  static Segments sentences(int count, int length) {
    int[] lengths = new int[count];
    Arrays.fill(lengths, length);
    return Segments.of(lengths);
  }

  /** A source of the protocol's length. */
  Tokens source() {
    int[] ids = new int[source.rows()];
    Arrays.fill(ids, TOKEN);
    return Tokens.of(Tokens.Side.SOURCE, ids, source);
  }

  /** The whole translation: encoder, then all steps with the scores of the whole vocabulary. */
  double translate() {
    var mark = bench.arena().mark();
    TapeOps ops = TapeOps.inference(bench, weights);
    List<TapeTensor> encoded = network.encode(ops, source());
    List<TapeTensor> keyValues = network.crossKeyValues(ops, encoded, source);
    float result = 0;
    for (int step = 0; step < steps; step++) {
      var stepMark = bench.arena().mark();
      TapeTensor x = embed(ops, step);
      for (int i = 0; i < caches.size(); i++) {
        x = layer(ops, i, x, step, keyValues.get(i));
      }
      result += scores(ops, x);
      bench.arena().release(stepMark);
    }
    bench.arena().release(mark);
    return result;
  }

  /** The first decoder layer alone: its keys and values of the source, then all steps. */
  double firstLayer(List<Matrix> encoderOutputs, Matrix x) {
    var mark = bench.arena().mark();
    TapeOps ops = TapeOps.inference(bench, weights);
    List<TapeTensor> encoded = encoderOutputs.stream().map(ops::constant).toList();
    TapeTensor keyValues = network.crossKeyValues(ops, encoded, source).get(0);
    float result = 0;
    for (int step = 0; step < steps; step++) {
      var stepMark = bench.arena().mark();
      result += layer(ops, 0, ops.constant(x), step, keyValues).value().get(0, 0);
      bench.arena().release(stepMark);
    }
    bench.arena().release(mark);
    return result;
  }

  /** The embedding of the target alone, all steps. */
  double embeddings() {
    float result = 0;
    for (int step = 0; step < steps; step++) {
      var mark = bench.arena().mark();
      result += embed(TapeOps.inference(bench, weights), step).value().get(0, 0);
      bench.arena().release(mark);
    }
    return result;
  }

  /** The output projection alone, all steps. */
  double outputs(Matrix x) {
    float result = 0;
    for (int step = 0; step < steps; step++) {
      var mark = bench.arena().mark();
      TapeOps ops = TapeOps.inference(bench, weights);
      result += scores(ops, ops.constant(x));
      bench.arena().release(mark);
    }
    return result;
  }

  /** Rows of a step: sentences times beam. */
  int rows() {
    return rows;
  }

  private TapeTensor embed(TapeOps ops, int step) {
    int[] tokens = new int[rows];
    Arrays.fill(tokens, TOKEN);
    return network.embedTarget(
        ops, new Tokens(Tokens.Side.TARGET, tokens, Segments.spaced(rows, 1, 1), step));
  }

  private float scores(TapeOps ops, TapeTensor x) {
    return ops.logits(x, network.outputLayer()).value().get(0, 0);
  }

  private TapeTensor layer(
      TapeOps ops, int index, TapeTensor x, int step, TapeTensor crossKeyValues) {
    Segments kept = Segments.spaced(rows, step + 1, steps);
    Matrix cache = caches.get(index).view(0, rows * steps, 2 * network.qkvSize());
    int heads = network.spec().decoder().get(index).selfHeads();
    return network.decoderLayer(
        ops,
        index,
        x,
        new Attention(Segments.spaced(rows, 1, 1), kept, heads, true),
        added -> ops.constant(append(added.value(), step, cache)),
        new TranslationNetwork.Encoded<>(crossKeyValues, queries, source));
  }

  private Matrix append(Matrix added, int step, Matrix cache) {
    for (int r = 0; r < rows; r++) {
      Elementwise.setScaledRow(1f, added, r, cache, r * steps + step);
    }
    return cache;
  }

  @Override
  public void close() {
    caches.forEach(Memory::close);
  }
}
