package org.mosnas.model.family.translation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.mosnas.model.engine.Workbench;
import org.mosnas.model.engine.tape.TapeOps;
import org.mosnas.model.family.Workload;
import org.mosnas.model.family.WorkloadSize;
import org.mosnas.model.memory.Matrix;
import org.mosnas.model.network.Segments;
import org.mosnas.model.network.Tokens;
import org.mosnas.model.network.Weights;
import org.mosnas.model.space.Block;
import org.mosnas.model.space.SubnetSpec;

/** Decoding on the CPU engine: token by token, with caches of keys and values. */
final class TapeWorkloads extends BlockWorkloads {
  private final WorkloadSize size;
  private final Workbench bench = new Workbench();
  private final List<DecodingLoop> loops = new ArrayList<>();

  /**
   * Creates the workloads of one supernet.
   *
   * @param shape of the supernet
   * @param size lengths, beam and batch
   */
  TapeWorkloads(TranslationShape shape, WorkloadSize size) {
    super(shape, size.batch() * Math.max(size.sourceLength(), size.beam()));
    this.size = size;
  }

  @Override
  public Workload of(SubnetSpec subnet) {
    TranslationSpec spec = (TranslationSpec) subnet;
    return loop(spec)::translate;
  }

  @Override
  Workload encoderLayer(Block block) {
    TranslationSpec spec = aroundEncoderLayer(block);
    TranslationNetwork network = network(spec);
    Weights weights = weights(spec);
    Segments source = DecodingLoop.sentences(size.batch(), size.sourceLength());
    Matrix x = input(source.rows(), block.size(TranslationBlocks.EMBED));
    return () -> {
      var mark = bench.arena().mark();
      TapeOps ops = TapeOps.inference(bench, weights);
      float result = network.encoderLayer(ops, 0, ops.constant(x), source).value().get(0, 0);
      bench.arena().release(mark);
      return result;
    };
  }

  @Override
  Workload decoderLayer(Block block) {
    DecodingLoop loop = loop(aroundDecoderLayer(block));
    Matrix x = input(loop.rows(), block.size(TranslationBlocks.DECODER_EMBED));
    Matrix encoded =
        input(size.batch() * size.sourceLength(), block.size(TranslationBlocks.ENCODER_EMBED));
    List<Matrix> outputs =
        Collections.nCopies(block.size(TranslationBlocks.ATTENDED_LAYERS), encoded);
    return () -> loop.firstLayer(outputs, x);
  }

  @Override
  Workload encoderInput(Block block) {
    TranslationSpec spec = narrow(block.size(TranslationBlocks.EMBED), THIN);
    Tokens source = loop(spec).source();
    Weights weights = weights(spec);
    String table = TranslationNames.encoderTable(shape().sharing());
    int fullWidth = shape().fullWidth().encoder();
    return () -> {
      var mark = bench.arena().mark();
      TapeOps.inference(bench, weights)
          .embed(table, source, block.size(TranslationBlocks.EMBED), fullWidth);
      bench.arena().release(mark);
      return 0;
    };
  }

  @Override
  Workload decoderInput(Block block) {
    return loop(narrow(THIN, block.size(TranslationBlocks.EMBED)))::embeddings;
  }

  @Override
  Workload decoderOutput(Block block) {
    DecodingLoop loop = loop(narrow(THIN, block.size(TranslationBlocks.EMBED)));
    Matrix x = input(loop.rows(), block.size(TranslationBlocks.EMBED));
    return () -> loop.outputs(x);
  }

  /** What a step does besides computing: buffers are taken and given back. */
  @Override
  Workload overhead() {
    return () -> {
      Map<Integer, Integer> touched = new TreeMap<>();
      for (int step = 0; step < size.targetLength(); step++) {
        var mark = bench.arena().mark();
        touched.put(step, bench.arena().allocate(1, 16).offset());
        bench.arena().release(mark);
      }
      return touched.size();
    };
  }

  private DecodingLoop loop(TranslationSpec spec) {
    DecodingLoop loop = new DecodingLoop(network(spec), weights(spec), bench, size);
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
