package org.mosnas.search.workload;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.mosnas.model.engine.Part;
import org.mosnas.model.engine.TranslationEngine;
import org.mosnas.model.memory.Matrix;
import org.mosnas.model.memory.Memory;
import org.mosnas.model.network.DropoutRates;
import org.mosnas.model.network.Ops;
import org.mosnas.model.network.Ops.Attention;
import org.mosnas.model.network.Segments;
import org.mosnas.model.network.Tokens;
import org.mosnas.model.network.TranslationNames;
import org.mosnas.model.network.TranslationNetwork;
import org.mosnas.model.network.TranslationShape;
import org.mosnas.model.network.Weights;
import org.mosnas.model.space.DecoderLayerSpec;
import org.mosnas.model.space.EncoderLayerSpec;
import org.mosnas.model.space.TranslationSpec;
import org.mosnas.model.supernet.Supernet;
import org.mosnas.search.latency.Block;
import org.mosnas.search.latency.LatencyProtocol;
import org.mosnas.search.latency.Workload;

/**
 * Decoding on an engine without caches: every step computes every prefix from its beginning, the
 * encoder included. Each block of a step is a pass of its own, so what a pass costs whatever it
 * computes is in every block; calibration takes it out of the sums.
 */
final class PrefixWorkloads implements Workloads {
  private static final int WORD = 7;

  private final TranslationEngine engine;
  private final TranslationShape shape;
  private final int rows;
  private final int steps;
  private final Tokens source;
  private final PooledWeights pool;
  private final Memory inputs;
  private double result;

  /** Part of step {@code n}, from 1, in which prefixes have {@code n} words. */
  private record Steps(Weights weights, IntFunction<Part> part) {}

  /**
   * Creates the workloads of one supernet.
   *
   * @param engine without caches; closed with the workloads
   */
  PrefixWorkloads(TranslationEngine engine, TranslationShape shape, LatencyProtocol protocol) {
    this.engine = engine;
    this.shape = shape;
    this.rows = protocol.batch() * protocol.beam();
    this.steps = protocol.targetLength();
    this.source = words(Tokens.Side.SOURCE, protocol.sourceLength());
    this.pool = new PooledWeights(Supernet.plain(shape).layout().floats());
    int width = Math.max(shape.envelope().encoderEmbed(), shape.envelope().decoderEmbed());
    this.inputs = Memory.zeros((long) rows * Math.max(protocol.sourceLength(), steps) * width);
    for (int i = 0; i < inputs.size(); i++) {
      inputs.set(i, (float) Math.sin(i));
    }
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

  @Override
  public Workload of(Block block) {
    Steps parts = parts(block);
    return () -> {
      result = 0;
      for (int step = 1; step <= steps; step++) {
        engine.compute(
            parts.weights(), parts.part().apply(step), values -> result += values.get(0, 0));
      }
      return result;
    };
  }

  private Steps parts(Block block) {
    if (block instanceof Block.EncoderLayer layer) {
      return encoderLayer(layer);
    }
    if (block instanceof Block.DecoderLayer layer) {
      return decoderLayer(layer);
    }
    if (block instanceof Block.EncoderInput input) {
      return encoderInput(input);
    }
    if (block instanceof Block.DecoderInput input) {
      return decoderInput(input);
    }
    if (block instanceof Block.DecoderOutput output) {
      return decoderOutput(output);
    }
    return overhead();
  }

  private Steps encoderLayer(Block.EncoderLayer block) {
    TranslationSpec spec =
        thin(
            block.embed(),
            2,
            List.of(new EncoderLayerSpec(block.ffn(), block.heads())),
            thinLayer());
    TranslationNetwork network = network(spec);
    Part part =
        new Part() {
          @Override
          public <T> T on(Ops<T> ops, Inputs<T> given) {
            T x = given.of(source, input(source, block.embed()));
            return network.encoderLayer(ops, 0, x, source.segments());
          }
        };
    return new Steps(weights(spec), step -> part);
  }

  private Steps decoderLayer(Block.DecoderLayer block) {
    int attended = block.attendedLayers();
    TranslationSpec spec =
        thin(
            block.encoderEmbed(),
            block.decoderEmbed(),
            Collections.nCopies(attended, new EncoderLayerSpec(1, 1)),
            new DecoderLayerSpec(block.ffn(), block.selfHeads(), block.crossHeads(), attended));
    TranslationNetwork network = network(spec);
    return new Steps(weights(spec), step -> decoderLayer(network, step));
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

  private Steps encoderInput(Block.EncoderInput block) {
    String table = TranslationNames.encoderTable(shape.sharing());
    Part part =
        new Part() {
          @Override
          public <T> T on(Ops<T> ops, Inputs<T> given) {
            return ops.embed(table, source, block.embed(), shape.fullWidth().encoder());
          }
        };
    return new Steps(weights(narrow(block.embed(), 2)), step -> part);
  }

  private Steps decoderInput(Block.DecoderInput block) {
    TranslationSpec spec = narrow(2, block.embed());
    TranslationNetwork network = network(spec);
    return new Steps(
        weights(spec),
        step ->
            new Part() {
              @Override
              public <T> T on(Ops<T> ops, Inputs<T> given) {
                return network.embedTarget(ops, words(Tokens.Side.TARGET, step));
              }
            });
  }

  private Steps decoderOutput(Block.DecoderOutput block) {
    TranslationSpec spec = narrow(2, block.embed());
    TranslationNetwork network = network(spec);
    return new Steps(
        weights(spec),
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
  private Steps overhead() {
    Tokens one = Tokens.of(Tokens.Side.TARGET, new int[] {WORD}, Segments.of(1));
    Part part =
        new Part() {
          @Override
          public <T> T on(Ops<T> ops, Inputs<T> given) {
            return ops.columns(given.of(one, input(one, 2)), 0, 1);
          }
        };
    return new Steps(weights(narrow(2, 2)), step -> part);
  }

  private TranslationSpec narrow(int encoderEmbed, int decoderEmbed) {
    return thin(encoderEmbed, decoderEmbed, List.of(new EncoderLayerSpec(1, 1)), thinLayer());
  }

  private static TranslationSpec thin(
      int encoderEmbed, int decoderEmbed, List<EncoderLayerSpec> encoder, DecoderLayerSpec layer) {
    return new TranslationSpec(encoderEmbed, decoderEmbed, encoder, List.of(layer));
  }

  private static DecoderLayerSpec thinLayer() {
    return new DecoderLayerSpec(1, 1, 1, 1);
  }

  private Matrix input(Tokens layout, int columns) {
    return inputs.view(0, layout.segments().rows(), columns);
  }

  /** Of every row of a step a sentence of one length. */
  private Tokens words(Tokens.Side side, int length) {
    Segments segments = DecodingLoop.sentences(rows, length);
    int[] ids = new int[segments.rows()];
    Arrays.fill(ids, WORD);
    return Tokens.of(side, ids, segments);
  }

  private TranslationNetwork network(TranslationSpec spec) {
    return new TranslationNetwork(shape.single(spec), spec, DropoutRates.NONE);
  }

  private Weights weights(TranslationSpec spec) {
    return pool.of(Supernet.plain(shape.single(spec)).layout());
  }

  @Override
  public void close() {
    engine.close();
    inputs.close();
    pool.close();
  }
}
