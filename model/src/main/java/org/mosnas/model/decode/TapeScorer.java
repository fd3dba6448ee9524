package org.mosnas.model.decode;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.mosnas.model.engine.Workbench;
import org.mosnas.model.engine.tape.TapeOps;
import org.mosnas.model.engine.tape.TapeTensor;
import org.mosnas.model.family.translation.TranslationNetwork;
import org.mosnas.model.kernel.Elementwise;
import org.mosnas.model.memory.Arena;
import org.mosnas.model.memory.Matrix;
import org.mosnas.model.network.Ops.Attention;
import org.mosnas.model.network.Segments;
import org.mosnas.model.network.Tokens;
import org.mosnas.model.network.Weights;

/**
 * Scores on the CPU engine. Keys and values of the tokens so far are kept, so a step computes only
 * the new tokens; the encoder runs once per sentence, and its keys and values serve all hypotheses
 * of the sentence without being copied for them.
 *
 * <p>Per decoder layer it holds {@code 2 * qkv} floats for every source token and attended layer,
 * and for every target token, sentence and hypothesis. Working memory comes from the workbench's
 * arena, which every call leaves as it found it.
 */
public final class TapeScorer implements StepScorer {
  private static final int FIRST_ROOM = 16;

  private final TranslationNetwork network;
  private final Weights weights;
  private final Workbench bench;
  private final List<CacheRows> crossKeyValues = new ArrayList<>();
  private final List<CacheRows> selfKeyValues = new ArrayList<>();
  private final CacheSlots slots = new CacheSlots();
  private Segments source;

  /**
   * Scores with one network.
   *
   * @param network the network
   * @param weights its weights; valid as long as the scorer is used
   * @param bench of the calling thread; stays with the caller
   */
  public TapeScorer(TranslationNetwork network, Weights weights, Workbench bench) {
    this.network = network;
    this.weights = weights;
    this.bench = bench;
    for (int i = 0; i < network.spec().decoder().size(); i++) {
      crossKeyValues.add(new CacheRows(2 * network.qkvSize()));
      selfKeyValues.add(new CacheRows(2 * network.qkvSize()));
    }
  }

  @Override
  public void start(List<int[]> sources, int beam) {
    Tokens tokens = Tokens.pack(Tokens.Side.SOURCE, sources);
    source = tokens.segments();
    Arena.Mark mark = bench.arena().mark();
    try {
      encode(tokens);
    } finally {
      bench.arena().release(mark);
    }
    slots.start(sources.size(), beam);
    selfKeyValues.forEach(cache -> cache.start(slots.count(), FIRST_ROOM));
  }

  private void encode(Tokens tokens) {
    TapeOps ops = TapeOps.inference(bench, weights);
    List<TapeTensor> encoded = network.encode(ops, tokens);
    List<TapeTensor> keyValues = network.crossKeyValues(ops, encoded, source);
    for (int i = 0; i < keyValues.size(); i++) {
      Matrix computed = keyValues.get(i).value();
      crossKeyValues.get(i).start(1, computed.rows());
      Elementwise.copy(
          computed, crossKeyValues.get(i).matrix().prefix(computed.rows(), computed.columns()));
    }
  }

  @Override
  public void step(Frontier frontier, Consumer<Matrix> reader) {
    selfKeyValues.forEach(cache -> cache.reserve(frontier.step()));
    slots.advance(
        frontier,
        (fromSlot, toSlot, from, to) ->
            selfKeyValues.forEach(cache -> cache.copy(fromSlot, toSlot, from, to)));
    Arena.Mark mark = bench.arena().mark();
    try {
      reader.accept(scores(frontier));
    } finally {
      bench.arena().release(mark);
    }
  }

  private Matrix scores(Frontier frontier) {
    TapeOps ops = TapeOps.inference(bench, weights);
    Segments rows = Segments.spaced(frontier.rows(), 1, 1);
    Segments sources = source.select(frontier.activeSentences());
    Segments queries = Segments.of(frontier.rowsPerSentence());
    int[] slotOfRow = slots.ofRows(frontier.rows());
    TapeTensor x =
        network.embedTarget(
            ops, new Tokens(Tokens.Side.TARGET, frontier.tokens(), rows, frontier.step()));
    for (int i = 0; i < selfKeyValues.size(); i++) {
      CacheRows cache = selfKeyValues.get(i);
      Segments kept =
          Segments.spaced(slots.count(), frontier.step() + 1, cache.room()).select(slotOfRow);
      int heads = network.spec().decoder().get(i).selfHeads();
      TapeTensor memory = ops.constant(crossKeyValues.get(i).matrix());
      x =
          network.decoderLayer(
              ops,
              i,
              x,
              new Attention(rows, kept, heads, true),
              added -> ops.constant(append(added.value(), kept, cache.matrix())),
              new TranslationNetwork.Encoded<>(memory, queries, sources));
    }
    return ops.logits(x, network.outputLayer()).value();
  }

  /** Puts a row at the end of every sentence of {@code kept}. */
  private static Matrix append(Matrix added, Segments kept, Matrix cache) {
    for (int r = 0; r < added.rows(); r++) {
      int last = kept.start(r) + kept.length(r) - 1;
      Elementwise.setScaledRow(1f, added, r, cache, last);
    }
    return cache;
  }

  /** Off-heap memory that it holds besides the workbench, in bytes. */
  public long cacheBytes() {
    return Stream.concat(crossKeyValues.stream(), selfKeyValues.stream())
        .mapToLong(CacheRows::bytes)
        .sum();
  }

  @Override
  public void close() {
    crossKeyValues.forEach(CacheRows::close);
    selfKeyValues.forEach(CacheRows::close);
  }
}
