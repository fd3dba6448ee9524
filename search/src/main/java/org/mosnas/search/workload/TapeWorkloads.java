package org.mosnas.search.workload;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.mosnas.model.engine.tape.TapeOps;
import org.mosnas.model.engine.tape.Workbench;
import org.mosnas.model.memory.Matrix;
import org.mosnas.model.memory.Memory;
import org.mosnas.model.network.DropoutRates;
import org.mosnas.model.network.Ops;
import org.mosnas.model.network.Segments;
import org.mosnas.model.network.Tokens;
import org.mosnas.model.network.TranslationNetwork;
import org.mosnas.model.network.TranslationShape;
import org.mosnas.model.space.DecoderLayerSpec;
import org.mosnas.model.space.EncoderLayerSpec;
import org.mosnas.model.space.TranslationSpec;
import org.mosnas.model.supernet.ParameterLayout;
import org.mosnas.model.supernet.Supernet;
import org.mosnas.search.latency.Block;
import org.mosnas.search.latency.LatencyProtocol;
import org.mosnas.search.latency.Workload;

/** Decoding on the CPU engine: token by token, with caches of keys and values. */
final class TapeWorkloads implements Workloads {
  private final TranslationShape shape;
  private final LatencyProtocol protocol;
  private final PooledWeights pool;
  private final Memory inputs;
  private final Workbench bench = new Workbench();
  private final List<DecodingLoop> loops = new ArrayList<>();

  /**
   * Creates the workloads of one supernet.
   *
   * @param shape of the supernet
   * @param protocol lengths, beam and batch
   */
  TapeWorkloads(TranslationShape shape, LatencyProtocol protocol) {
    this.shape = shape;
    this.protocol = protocol;
    this.pool = new PooledWeights(Supernet.plain(shape).layout().floats());
    int width = Math.max(shape.envelope().encoderEmbed(), shape.envelope().decoderEmbed());
    int rows = protocol.batch() * Math.max(protocol.sourceLength(), protocol.beam());
    this.inputs = Memory.zeros((long) rows * width);
    for (int i = 0; i < inputs.size(); i++) {
      inputs.set(i, (float) Math.sin(i));
    }
  }

  @Override
  public Workload of(TranslationSpec spec) {
    return loop(spec)::translate;
  }

  @Override
  public Workload of(Block block) {
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
      return loop(narrow(1, input.embed()))::embeddings;
    }
    if (block instanceof Block.DecoderOutput output) {
      DecodingLoop loop = loop(narrow(1, output.embed()));
      Matrix x = inputs.view(0, loop.rows(), output.embed());
      return () -> loop.outputs(x);
    }
    return this::overhead;
  }

  private Workload encoderLayer(Block.EncoderLayer block) {
    TranslationSpec spec =
        new TranslationSpec(
            block.embed(),
            smallestDecoder(),
            List.of(new EncoderLayerSpec(block.ffn(), block.heads())),
            List.of(new DecoderLayerSpec(1, 1, 1, 1)));
    TranslationNetwork network = network(spec);
    ParameterLayout layout = layout(spec);
    Segments source = DecodingLoop.sentences(protocol.batch(), protocol.sourceLength());
    Matrix x = inputs.view(0, source.rows(), block.embed());
    return () -> {
      var mark = bench.arena().mark();
      TapeOps ops = TapeOps.inference(bench, pool.of(layout));
      float result = network.encoderLayer(ops, 0, ops.constant(x), source).value().get(0, 0);
      bench.arena().release(mark);
      return result;
    };
  }

  private Workload decoderLayer(Block.DecoderLayer block) {
    DecoderLayerSpec layer =
        new DecoderLayerSpec(
            block.ffn(), block.selfHeads(), block.crossHeads(), block.attendedLayers());
    List<EncoderLayerSpec> encoder =
        Collections.nCopies(block.attendedLayers(), new EncoderLayerSpec(1, 1));
    DecodingLoop loop =
        loop(
            new TranslationSpec(
                block.encoderEmbed(), block.decoderEmbed(), encoder, List.of(layer)));
    Matrix x = inputs.view(0, loop.rows(), block.decoderEmbed());
    Matrix encoded =
        inputs.view(0, protocol.batch() * protocol.sourceLength(), block.encoderEmbed());
    List<Matrix> outputs = Collections.nCopies(block.attendedLayers(), encoded);
    return () -> loop.firstLayer(outputs, x);
  }

  private Workload encoderInput(Block.EncoderInput block) {
    TranslationSpec spec = narrow(block.embed(), 1);
    Tokens source = loop(spec).source();
    ParameterLayout layout = layout(spec);
    int fullWidth = shape.fullWidth().encoder();
    return () -> {
      var mark = bench.arena().mark();
      Ops<?> ops = TapeOps.inference(bench, pool.of(layout));
      ops.embed(encoderTable(), source, block.embed(), fullWidth);
      bench.arena().release(mark);
      return 0;
    };
  }

  private double overhead() {
    Map<Integer, Integer> touched = new TreeMap<>();
    for (int step = 0; step < protocol.targetLength(); step++) {
      var mark = bench.arena().mark();
      touched.put(step, bench.arena().allocate(1, 16).offset());
      bench.arena().release(mark);
    }
    return touched.size();
  }

  /** A network of one thin layer a side, for what lies outside the layers. */
  private TranslationSpec narrow(int encoderEmbed, int decoderEmbed) {
    return new TranslationSpec(
        Math.max(encoderEmbed, 2),
        Math.max(decoderEmbed, 2),
        List.of(new EncoderLayerSpec(1, 1)),
        List.of(new DecoderLayerSpec(1, 1, 1, 1)));
  }

  private int smallestDecoder() {
    return 2;
  }

  private String encoderTable() {
    return org.mosnas.model.network.TranslationNames.encoderTable(shape.sharing());
  }

  private DecodingLoop loop(TranslationSpec spec) {
    DecodingLoop loop = new DecodingLoop(network(spec), pool.of(layout(spec)), bench, protocol);
    loops.add(loop);
    return loop;
  }

  private TranslationNetwork network(TranslationSpec spec) {
    return new TranslationNetwork(shape.single(spec), spec, DropoutRates.NONE);
  }

  private ParameterLayout layout(TranslationSpec spec) {
    return Supernet.plain(shape.single(spec)).layout();
  }

  @Override
  public void close() {
    loops.forEach(DecodingLoop::close);
    bench.close();
    inputs.close();
    pool.close();
  }
}
