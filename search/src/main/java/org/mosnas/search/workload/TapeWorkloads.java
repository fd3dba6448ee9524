package org.mosnas.search.workload;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.mosnas.model.engine.tape.TapeOps;
import org.mosnas.model.engine.tape.Workbench;
import org.mosnas.model.memory.Matrix;
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

/** Decoding on the CPU engine: token by token, with caches of keys and values. */
final class TapeWorkloads extends BlockWorkloads {
  private final LatencyProtocol protocol;
  private final Workbench bench = new Workbench();
  private final List<DecodingLoop> loops = new ArrayList<>();

  /**
   * Creates the workloads of one supernet.
   *
   * @param shape of the supernet
   * @param protocol lengths, beam and batch
   */
  TapeWorkloads(TranslationShape shape, LatencyProtocol protocol) {
    super(shape, protocol.batch() * Math.max(protocol.sourceLength(), protocol.beam()));
    this.protocol = protocol;
  }

  @Override
  public Workload of(TranslationSpec spec) {
    return loop(spec)::translate;
  }

  @Override
  Workload encoderLayer(Block.EncoderLayer block) {
    TranslationSpec spec = around(block);
    TranslationNetwork network = network(spec);
    Weights weights = weights(spec);
    Segments source = DecodingLoop.sentences(protocol.batch(), protocol.sourceLength());
    Matrix x = input(source.rows(), block.embed());
    return () -> {
      var mark = bench.arena().mark();
      TapeOps ops = TapeOps.inference(bench, weights);
      float result = network.encoderLayer(ops, 0, ops.constant(x), source).value().get(0, 0);
      bench.arena().release(mark);
      return result;
    };
  }

  @Override
  Workload decoderLayer(Block.DecoderLayer block) {
    DecodingLoop loop = loop(around(block));
    Matrix x = input(loop.rows(), block.decoderEmbed());
    Matrix encoded = input(protocol.batch() * protocol.sourceLength(), block.encoderEmbed());
    List<Matrix> outputs = Collections.nCopies(block.attendedLayers(), encoded);
    return () -> loop.firstLayer(outputs, x);
  }

  @Override
  Workload encoderInput(Block.EncoderInput block) {
    TranslationSpec spec = narrow(block.embed(), THIN);
    Tokens source = loop(spec).source();
    Weights weights = weights(spec);
    String table = TranslationNames.encoderTable(shape().sharing());
    int fullWidth = shape().fullWidth().encoder();
    return () -> {
      var mark = bench.arena().mark();
      TapeOps.inference(bench, weights).embed(table, source, block.embed(), fullWidth);
      bench.arena().release(mark);
      return 0;
    };
  }

  @Override
  Workload decoderInput(Block.DecoderInput block) {
    return loop(narrow(THIN, block.embed()))::embeddings;
  }

  @Override
  Workload decoderOutput(Block.DecoderOutput block) {
    DecodingLoop loop = loop(narrow(THIN, block.embed()));
    Matrix x = input(loop.rows(), block.embed());
    return () -> loop.outputs(x);
  }

  /** What a step does besides computing: buffers are taken and given back. */
  @Override
  Workload overhead() {
    return () -> {
      Map<Integer, Integer> touched = new TreeMap<>();
      for (int step = 0; step < protocol.targetLength(); step++) {
        var mark = bench.arena().mark();
        touched.put(step, bench.arena().allocate(1, 16).offset());
        bench.arena().release(mark);
      }
      return touched.size();
    };
  }

  private DecodingLoop loop(TranslationSpec spec) {
    DecodingLoop loop = new DecodingLoop(network(spec), weights(spec), bench, protocol);
    loops.add(loop);
    return loop;
  }

  @Override
  public void close() {
    loops.forEach(DecodingLoop::close);
    bench.close();
    super.close();
  }
}
