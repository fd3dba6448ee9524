package org.mosnas.search.workload;

import java.util.Collections;
import java.util.List;
import org.mosnas.model.memory.Matrix;
import org.mosnas.model.memory.Memory;
import org.mosnas.model.network.DropoutRates;
import org.mosnas.model.network.TranslationNetwork;
import org.mosnas.model.network.TranslationShape;
import org.mosnas.model.network.Weights;
import org.mosnas.model.space.DecoderLayerSpec;
import org.mosnas.model.space.EncoderLayerSpec;
import org.mosnas.model.space.TranslationSpec;
import org.mosnas.model.supernet.Supernet;
import org.mosnas.search.latency.Block;
import org.mosnas.search.latency.Workload;

/**
 * What the workloads of both engines have in common: which block is which, the smallest network
 * around a block, weights and inputs of no meaning.
 */
abstract class BlockWorkloads implements Workloads {
  /** The smallest width of a side that plays no part. */
  static final int THIN = 2;

  private final TranslationShape shape;
  private final PooledWeights pool;
  private final Memory inputs;

  /**
   * Draws weights and inputs.
   *
   * @param inputRows rows of the longest input
   */
  BlockWorkloads(TranslationShape shape, int inputRows) {
    this.shape = shape;
    this.pool = new PooledWeights(Supernet.plain(shape).layout().floats());
    int width = Math.max(shape.envelope().encoderEmbed(), shape.envelope().decoderEmbed());
    this.inputs = Memory.zeros((long) inputRows * width);
    for (int i = 0; i < inputs.size(); i++) {
      inputs.set(i, (float) Math.sin(i));
    }
  }

  @Override
  public final Workload of(Block block) {
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

  abstract Workload encoderLayer(Block.EncoderLayer block);

  abstract Workload decoderLayer(Block.DecoderLayer block);

  abstract Workload encoderInput(Block.EncoderInput block);

  abstract Workload decoderInput(Block.DecoderInput block);

  abstract Workload decoderOutput(Block.DecoderOutput block);

  abstract Workload overhead();

  /** A network with this encoder layer and next to nothing else. */
  static TranslationSpec around(Block.EncoderLayer block) {
    return new TranslationSpec(
        block.embed(),
        THIN,
        List.of(new EncoderLayerSpec(block.ffn(), block.heads())),
        List.of(new DecoderLayerSpec(1, 1, 1, 1)));
  }

  /** A network with this decoder layer, and with as many thin encoder layers as it attends to. */
  static TranslationSpec around(Block.DecoderLayer block) {
    return new TranslationSpec(
        block.encoderEmbed(),
        block.decoderEmbed(),
        Collections.nCopies(block.attendedLayers(), new EncoderLayerSpec(1, 1)),
        List.of(
            new DecoderLayerSpec(
                block.ffn(), block.selfHeads(), block.crossHeads(), block.attendedLayers())));
  }

  /** A network of one thin layer a side, for what lies outside the layers. */
  static TranslationSpec narrow(int encoderEmbed, int decoderEmbed) {
    return new TranslationSpec(
        encoderEmbed,
        decoderEmbed,
        List.of(new EncoderLayerSpec(1, 1)),
        List.of(new DecoderLayerSpec(1, 1, 1, 1)));
  }

  final TranslationShape shape() {
    return shape;
  }

  final TranslationNetwork network(TranslationSpec spec) {
    return new TranslationNetwork(shape.single(spec), spec, DropoutRates.NONE);
  }

  final Weights weights(TranslationSpec spec) {
    return pool.of(Supernet.plain(shape.single(spec)).layout());
  }

  final Matrix input(int rows, int columns) {
    return inputs.view(0, rows, columns);
  }

  @Override
  public void close() {
    inputs.close();
    pool.close();
  }
}
