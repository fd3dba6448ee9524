package org.mosnas.search.workload;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.mosnas.model.engine.Part;
import org.mosnas.model.engine.TranslationEngine;
import org.mosnas.model.memory.Matrix;
import org.mosnas.model.network.Ops;
import org.mosnas.model.network.Ops.Attention;
import org.mosnas.model.network.Segments;
import org.mosnas.model.network.Tokens;
import org.mosnas.model.network.TranslationNames;
import org.mosnas.model.network.TranslationNetwork;
import org.mosnas.model.network.TranslationShape;
import org.mosnas.model.network.Weights;
import org.mosnas.model.space.TranslationSpec;
import org.mosnas.search.latency.Block;
import org.mosnas.search.latency.LatencyProtocol;
import org.mosnas.search.latency.Workload;

/**
 * Decoding on an engine without caches: every step computes every prefix from its beginning, the
 * encoder included. Each block of a step is a pass of its own, so what a pass costs whatever it
 * computes is in every block; calibration takes it out of the sums.
 */
final class PrefixWorkloads extends BlockWorkloads {
  private static final int WORD = 7;

  private final TranslationEngine engine;
  private final int rows;
  private final int steps;
  private final Tokens source;
  private double result;

  /**
   * Creates the workloads of one supernet.
   *
   * @param engine without caches; closed with the workloads
   */
  PrefixWorkloads(TranslationEngine engine, TranslationShape shape, LatencyProtocol protocol) {
    super(
        shape,
        protocol.batch()
            * protocol.beam()
            * Math.max(protocol.sourceLength(), protocol.targetLength()));
    this.engine = engine;
    this.rows = protocol.batch() * protocol.beam();
    this.steps = protocol.targetLength();
    this.source = words(Tokens.Side.SOURCE, protocol.sourceLength());
  }

  @Override
  public Workload of(TranslationSpec spec) {
    TranslationNetwork network = network(spec);
    Weights weights = weights(spec);
    return () -> {
      result = 0;
      for (int step = 1; step <= steps; step++) {
        Tokens prefixes = words(Tokens.Side.TARGET, step);
        engine.score(network, weights, source, prefixes, scores -> result += scores.get(0, 0));
      }
      return result;
    };
  }

  /**
   * A part of every step.
   *
   * @param part of step {@code n}, from 1, in which prefixes have {@code n} words
   */
  private Workload everyStep(TranslationSpec spec, IntFunction<Part> part) {
    Weights weights = weights(spec);
    return () -> {
      result = 0;
      for (int step = 1; step <= steps; step++) {
        engine.compute(weights, part.apply(step), values -> result += values.get(0, 0));
      }
      return result;
    };
  }

  @Override
  Workload encoderLayer(Block.EncoderLayer block) {
    TranslationSpec spec = around(block);
    TranslationNetwork network = network(spec);
    Part part =
        new Part() {
          @Override
          public <T> T on(Ops<T> ops, Inputs<T> given) {
            T x = given.of(source, input(source, block.embed()));
            return network.encoderLayer(ops, 0, x, source.segments());
          }
        };
    return everyStep(spec, step -> part);
  }

  @Override
  Workload decoderLayer(Block.DecoderLayer block) {
    TranslationSpec spec = around(block);
    TranslationNetwork network = network(spec);
    return everyStep(spec, step -> decoderLayer(network, step));
  }

  private Part decoderLayer(TranslationNetwork network, int step) {
    TranslationSpec spec = network.spec();
    Tokens prefixes = words(Tokens.Side.TARGET, step);
    return new Part() {
      @Override
      public <T> T on(Ops<T> ops, Inputs<T> given) {
        T encoded = given.of(source, input(source, spec.encoderEmbed()));
        List<T> layers = Collections.nCopies(spec.encoder().size(), encoded);
        Segments queries = prefixes.segments();
        return network.decoderLayer(
            ops,
            0,
            given.of(prefixes, input(prefixes, spec.decoderEmbed())),
            new Attention(queries, queries, spec.decoder().get(0).selfHeads(), true),
            UnaryOperator.identity(),
            new TranslationNetwork.Encoded<>(
                network.crossKeyValues(ops, layers, source.segments()).get(0),
                queries,
                source.segments()));
      }
    };
  }

  @Override
  Workload encoderInput(Block.EncoderInput block) {
    String table = TranslationNames.encoderTable(shape().sharing());
    Part part =
        new Part() {
          @Override
          public <T> T on(Ops<T> ops, Inputs<T> given) {
            return ops.embed(table, source, block.embed(), shape().fullWidth().encoder());
          }
        };
    return everyStep(narrow(block.embed(), THIN), step -> part);
  }

  @Override
  Workload decoderInput(Block.DecoderInput block) {
    TranslationSpec spec = narrow(THIN, block.embed());
    TranslationNetwork network = network(spec);
    return everyStep(
        spec,
        step ->
            new Part() {
              @Override
              public <T> T on(Ops<T> ops, Inputs<T> given) {
                return network.embedTarget(ops, words(Tokens.Side.TARGET, step));
              }
            });
  }

  @Override
  Workload decoderOutput(Block.DecoderOutput block) {
    TranslationSpec spec = narrow(THIN, block.embed());
    TranslationNetwork network = network(spec);
    return everyStep(
        spec,
        step ->
            new Part() {
              @Override
              public <T> T on(Ops<T> ops, Inputs<T> given) {
                Tokens prefixes = words(Tokens.Side.TARGET, step);
                T hidden = given.of(prefixes, input(prefixes, block.embed()));
                return ops.logits(hidden, network.outputTable(), network.targetVocabulary());
              }
            });
  }

  /** A pass that computes next to nothing. */
  @Override
  Workload overhead() {
    Tokens one = Tokens.of(Tokens.Side.TARGET, new int[] {WORD}, Segments.of(1));
    Part part =
        new Part() {
          @Override
          public <T> T on(Ops<T> ops, Inputs<T> given) {
            return ops.columns(given.of(one, input(one, THIN)), 0, 1);
          }
        };
    return everyStep(narrow(THIN, THIN), step -> part);
  }

  private Matrix input(Tokens layout, int columns) {
    return input(layout.segments().rows(), columns);
  }

  /** Of every row of a step a sentence of one length. */
  private Tokens words(Tokens.Side side, int length) {
    Segments segments = DecodingLoop.sentences(rows, length);
    int[] ids = new int[segments.rows()];
    Arrays.fill(ids, WORD);
    return Tokens.of(side, ids, segments);
  }

  @Override
  public void close() {
    engine.close();
    super.close();
  }
}
