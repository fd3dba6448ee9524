package org.mosnas.model.family.translation;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.mosnas.model.engine.Computation;
import org.mosnas.model.engine.Engine;
import org.mosnas.model.family.Workload;
import org.mosnas.model.family.WorkloadSize;
import org.mosnas.model.memory.Matrix;
import org.mosnas.model.network.Ops;
import org.mosnas.model.network.Ops.Attention;
import org.mosnas.model.network.Segments;
import org.mosnas.model.network.Tokens;
import org.mosnas.model.network.Weights;
import org.mosnas.model.space.Block;
import org.mosnas.model.space.SubnetSpec;

/**
 * Decoding on an engine without caches: every step computes every prefix from its beginning, the
 * encoder included. Each block of a step is a pass of its own, so what a pass costs whatever it
 * computes is in every block; calibration takes it out of the sums.
 */
final class PrefixWorkloads extends BlockWorkloads {
  private static final int TOKEN = 7;

  private final Engine engine;
  private final int rows;
  private final int steps;
  private final Tokens source;
  private double result;

  /**
   * Creates the workloads of one supernet.
   *
   * @param engine without caches; closed with the workloads
   */
  PrefixWorkloads(Engine engine, TranslationShape shape, WorkloadSize size) {
    super(shape, size.batch() * size.beam() * Math.max(size.sourceLength(), size.targetLength()));
    this.engine = engine;
    this.rows = size.batch() * size.beam();
    this.steps = size.targetLength();
    this.source = tokens(Tokens.Side.SOURCE, size.sourceLength());
  }

  @Override
  public Workload of(SubnetSpec subnet) {
    TranslationSpec spec = (TranslationSpec) subnet;
    TranslationNetwork network = network(spec);
    Weights weights = weights(spec);
    return () -> {
      result = 0;
      for (int step = 1; step <= steps; step++) {
        Tokens prefixes = tokens(Tokens.Side.TARGET, step);
        engine.compute(weights, next(network, prefixes), scores -> result += scores.get(0, 0));
      }
      return result;
    };
  }

  private Computation next(TranslationNetwork network, Tokens prefixes) {
    return new Computation() {
      @Override
      public <T> T on(Ops<T> ops, Inputs<T> given) {
        return network.next(ops, source, prefixes);
      }
    };
  }

  /**
   * A part of every step.
   *
   * @param part of step {@code n}, from 1, in which prefixes have {@code n} tokens
   */
  private Workload everyStep(TranslationSpec spec, IntFunction<Computation> computation) {
    Weights weights = weights(spec);
    return () -> {
      result = 0;
      for (int step = 1; step <= steps; step++) {
        engine.compute(weights, computation.apply(step), values -> result += values.get(0, 0));
      }
      return result;
    };
  }

  @Override
  Workload encoderLayer(Block block) {
    TranslationSpec spec = aroundEncoderLayer(block);
    TranslationNetwork network = network(spec);
    Computation computation =
        new Computation() {
          @Override
          public <T> T on(Ops<T> ops, Inputs<T> given) {
            T x = given.of(source, input(source, block.size(TranslationBlocks.EMBED)));
            return network.encoderLayer(ops, 0, x, source.segments());
          }
        };
    return everyStep(spec, step -> computation);
  }

  @Override
  Workload decoderLayer(Block block) {
    TranslationSpec spec = aroundDecoderLayer(block);
    TranslationNetwork network = network(spec);
    return everyStep(spec, step -> decoderLayer(network, step));
  }

  private Computation decoderLayer(TranslationNetwork network, int step) {
    TranslationSpec spec = network.spec();
    Tokens prefixes = tokens(Tokens.Side.TARGET, step);
    return new Computation() {
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
  Workload encoderInput(Block block) {
    String table = TranslationNames.encoderTable(shape().sharing());
    Computation computation =
        new Computation() {
          @Override
          public <T> T on(Ops<T> ops, Inputs<T> given) {
            return ops.embed(
                table, source, block.size(TranslationBlocks.EMBED), shape().fullWidth().encoder());
          }
        };
    return everyStep(narrow(block.size(TranslationBlocks.EMBED), THIN), step -> computation);
  }

  @Override
  Workload decoderInput(Block block) {
    TranslationSpec spec = narrow(THIN, block.size(TranslationBlocks.EMBED));
    TranslationNetwork network = network(spec);
    return everyStep(
        spec,
        step ->
            new Computation() {
              @Override
              public <T> T on(Ops<T> ops, Inputs<T> given) {
                return network.embedTarget(ops, tokens(Tokens.Side.TARGET, step));
              }
            });
  }

  @Override
  Workload decoderOutput(Block block) {
    TranslationSpec spec = narrow(THIN, block.size(TranslationBlocks.EMBED));
    TranslationNetwork network = network(spec);
    return everyStep(
        spec,
        step ->
            new Computation() {
              @Override
              public <T> T on(Ops<T> ops, Inputs<T> given) {
                Tokens prefixes = tokens(Tokens.Side.TARGET, step);
                T hidden = given.of(prefixes, input(prefixes, block.size(TranslationBlocks.EMBED)));
                return ops.logits(hidden, network.outputLayer());
              }
            });
  }

  /** A pass that computes next to nothing. */
  @Override
  Workload overhead() {
    Tokens one = Tokens.of(Tokens.Side.TARGET, new int[] {TOKEN}, Segments.of(1));
    Computation computation =
        new Computation() {
          @Override
          public <T> T on(Ops<T> ops, Inputs<T> given) {
            return ops.columns(given.of(one, input(one, THIN)), 0, 1);
          }
        };
    return everyStep(narrow(THIN, THIN), step -> computation);
  }

  private Matrix input(Tokens layout, int columns) {
    return input(layout.segments().rows(), columns);
  }

  /** Of every row of a step a sentence of one length. */
  private Tokens tokens(Tokens.Side side, int length) {
    Segments segments = DecodingLoop.sentences(rows, length);
    int[] ids = new int[segments.rows()];
    Arrays.fill(ids, TOKEN);
    return Tokens.of(side, ids, segments);
  }

  @Override
  public void close() {
    engine.close();
    super.close();
  }
}
