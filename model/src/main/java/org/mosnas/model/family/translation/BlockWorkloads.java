package org.mosnas.model.family.translation;

import java.util.Collections;
import java.util.List;
import org.mosnas.model.family.PooledWeights;
import org.mosnas.model.family.Workload;
import org.mosnas.model.family.Workloads;
import org.mosnas.model.memory.Matrix;
import org.mosnas.model.memory.Memory;
import org.mosnas.model.network.DropoutRates;
import org.mosnas.model.network.Weights;
import org.mosnas.model.space.Block;
import org.mosnas.model.supernet.Supernet;

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
    return switch (block.kind()) {
      case TranslationBlocks.ENCODER_LAYER -> encoderLayer(block);
      case TranslationBlocks.DECODER_LAYER -> decoderLayer(block);
      case TranslationBlocks.ENCODER_INPUT -> encoderInput(block);
      case TranslationBlocks.DECODER_INPUT -> decoderInput(block);
      case TranslationBlocks.DECODER_OUTPUT -> decoderOutput(block);
      case TranslationBlocks.OVERHEAD -> overhead();
      default -> throw new IllegalArgumentException("no block of translation: " + block);
    };
  }

  abstract Workload encoderLayer(Block block);

  abstract Workload decoderLayer(Block block);

  abstract Workload encoderInput(Block block);

  abstract Workload decoderInput(Block block);

  abstract Workload decoderOutput(Block block);

  abstract Workload overhead();

  /** A network with this encoder layer and next to nothing else. */
  static TranslationSpec aroundEncoderLayer(Block block) {
    return new TranslationSpec(
        block.size(TranslationBlocks.EMBED),
        THIN,
        List.of(
            new EncoderLayerSpec(
                block.size(TranslationBlocks.FFN), block.size(TranslationBlocks.HEADS))),
        List.of(new DecoderLayerSpec(1, 1, 1, 1)));
  }

  /** A network with this decoder layer, and with as many thin encoder layers as it attends to. */
  static TranslationSpec aroundDecoderLayer(Block block) {
    return new TranslationSpec(
        block.size(TranslationBlocks.ENCODER_EMBED),
        block.size(TranslationBlocks.DECODER_EMBED),
        Collections.nCopies(
            block.size(TranslationBlocks.ATTENDED_LAYERS), new EncoderLayerSpec(1, 1)),
        List.of(
            new DecoderLayerSpec(
                block.size(TranslationBlocks.FFN),
                block.size(TranslationBlocks.SELF_HEADS),
                block.size(TranslationBlocks.CROSS_HEADS),
                block.size(TranslationBlocks.ATTENDED_LAYERS))));
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
    return shape.single(spec).network(spec, DropoutRates.NONE);
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
