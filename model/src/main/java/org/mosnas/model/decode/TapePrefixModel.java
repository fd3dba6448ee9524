package org.mosnas.model.decode;

import java.util.List;
import java.util.function.Consumer;
import org.mosnas.model.engine.tape.TapeOps;
import org.mosnas.model.engine.tape.Workbench;
import org.mosnas.model.kernel.Elementwise;
import org.mosnas.model.memory.Arena;
import org.mosnas.model.memory.Matrix;
import org.mosnas.model.network.Segments;
import org.mosnas.model.network.Tokens;
import org.mosnas.model.network.TranslationNetwork;
import org.mosnas.model.network.Weights;

/** A network on the CPU engine that computes whole prefixes, as in training. */
public final class TapePrefixModel implements PrefixModel {
  private final TranslationNetwork network;
  private final Weights weights;
  private final Workbench bench;

  /**
   * Scores with one network.
   *
   * @param network the network
   * @param weights its weights; valid as long as the model is used
   * @param bench of the calling thread; stays with the caller, and its arena is left as it was
   */
  public TapePrefixModel(TranslationNetwork network, Weights weights, Workbench bench) {
    this.network = network;
    this.weights = weights;
    this.bench = bench;
  }

  @Override
  public void score(List<int[]> sources, List<int[]> prefixes, Consumer<Matrix> reader) {
    Arena.Mark mark = bench.arena().mark();
    try {
      reader.accept(scores(sources, prefixes));
    } finally {
      bench.arena().release(mark);
    }
  }

  private Matrix scores(List<int[]> sources, List<int[]> prefixes) {
    TapeOps ops = TapeOps.inference(bench, weights);
    Tokens source = Tokens.pack(Tokens.Side.SOURCE, sources);
    Tokens target = Tokens.pack(Tokens.Side.TARGET, prefixes);
    var encoded = network.encode(ops, source);
    Matrix hidden = network.decode(ops, target, encoded, source.segments()).value();
    Matrix last = lastRows(hidden, target.segments());
    return ops.logits(ops.constant(last), network.outputTable(), network.targetVocabulary())
        .value();
  }

  private Matrix lastRows(Matrix hidden, Segments segments) {
    Matrix last = bench.arena().allocate(segments.count(), hidden.columns());
    for (int b = 0; b < segments.count(); b++) {
      int row = segments.start(b) + segments.length(b) - 1;
      Elementwise.copy(hidden.rows(row, 1), last.rows(b, 1));
    }
    return last;
  }
}
