package org.mosnas.model.family.bert;

import java.util.List;
import org.mosnas.model.engine.Computation;
import org.mosnas.model.engine.Engine;
import org.mosnas.model.family.PooledWeights;
import org.mosnas.model.family.Workload;
import org.mosnas.model.family.WorkloadSize;
import org.mosnas.model.family.Workloads;
import org.mosnas.model.memory.Matrix;
import org.mosnas.model.memory.Memory;
import org.mosnas.model.network.DropoutRates;
import org.mosnas.model.network.Head;
import org.mosnas.model.network.Ops;
import org.mosnas.model.network.Weights;
import org.mosnas.model.space.Block;
import org.mosnas.model.space.SubnetSpec;
import org.mosnas.model.supernet.Supernet;

/**
 * A batch of texts of one length through an encoder that serves as a classifier, bottlenecks
 * merged.
 *
 * <p>Scores of tokens are for training alone, so whatever head the shape has, a classifier is
 * timed.
 */
final class BertWorkloads implements Workloads {
  private static final Head SERVED = Head.classes(2);

  private final Engine engine;
  private final BertShape shape;
  private final int batch;
  private final int length;
  private final PooledWeights pool;
  private final Memory inputs;
  private double result;

  /**
   * Creates the workloads of one supernet.
   *
   * @param engine computes; closed with this
   * @param size texts of {@code sourceLength} tokens
   */
  BertWorkloads(Engine engine, BertShape shape, WorkloadSize size) {
    if (size.sourceLength() > shape.positions()) {
      throw new IllegalArgumentException(
          "texts of "
              + size.sourceLength()
              + " tokens are to be timed, and the networks know "
              + shape.positions()
              + " positions");
    }
    this.engine = engine;
    this.shape = shape.headed(SERVED);
    this.batch = size.batch();
    this.length = size.sourceLength();
    // No block is larger than the envelope, whose bottlenecks are not merged.
    this.pool = new PooledWeights(Supernet.plain(this.shape).layout().floats());
    this.inputs = Memory.zeros((long) batch * length * shape.envelope().embed());
    for (int i = 0; i < inputs.size(); i++) {
      inputs.set(i, (float) Math.sin(i));
    }
  }

  @Override
  public Workload of(SubnetSpec subnet) {
    BertSpec spec = shape.shipped(subnet);
    BertNetwork network = network(spec);
    TextBatch texts = texts();
    return timed(
        spec,
        new Computation() {
          @Override
          public <T> T on(Ops<T> ops, Inputs<T> given) {
            return network.scores(ops, texts);
          }
        });
  }

  @Override
  public Workload of(Block block) {
    return switch (block.kind()) {
      case BertBlocks.INPUT -> input(block.size(BertBlocks.EMBED));
      case BertBlocks.BOTTLENECK ->
          bottleneck(block.size(BertBlocks.FROM), block.size(BertBlocks.TO));
      case BertBlocks.LAYER ->
          layer(
              new BertLayerSpec(
                  block.size(BertBlocks.WIDTH),
                  block.size(BertBlocks.HEADS),
                  block.size(BertBlocks.FFN)));
      case BertBlocks.HEAD -> head(block.size(BertBlocks.EMBED));
      default -> throw new IllegalArgumentException("no block of BERT: " + block);
    };
  }

  private Workload input(int embed) {
    BertSpec spec = BertSpec.homogeneous(1, embed, 1, 1);
    BertNetwork network = network(spec);
    TextBatch texts = texts();
    return timed(
        spec,
        new Computation() {
          @Override
          public <T> T on(Ops<T> ops, Inputs<T> given) {
            return network.embed(ops, texts.tokensIn(), texts.types());
          }
        });
  }

  private Workload bottleneck(int from, int to) {
    BertSpec spec = new BertSpec(Bottlenecks.PAIRED, from, List.of(new BertLayerSpec(to, 1, 1)));
    BertNetwork network = network(spec);
    TextBatch texts = texts();
    Matrix x = rows(from);
    return timed(
        spec,
        new Computation() {
          @Override
          public <T> T on(Ops<T> ops, Inputs<T> given) {
            return network.narrow(ops, 0, given.of(texts.tokensIn(), x));
          }
        });
  }

  private Workload layer(BertLayerSpec layer) {
    BertSpec spec = new BertSpec(Bottlenecks.NONE, layer.width(), List.of(layer));
    BertNetwork network = network(spec);
    TextBatch texts = texts();
    Matrix x = rows(layer.width());
    return timed(
        spec,
        new Computation() {
          @Override
          public <T> T on(Ops<T> ops, Inputs<T> given) {
            T states = given.of(texts.tokensIn(), x);
            return network.layer(ops, 0, states, texts.tokensIn().segments());
          }
        });
  }

  private Workload head(int embed) {
    BertSpec spec = BertSpec.homogeneous(1, embed, 1, 1);
    BertNetwork network = network(spec);
    TextBatch texts = texts();
    Matrix x = rows(embed);
    return timed(
        spec,
        new Computation() {
          @Override
          public <T> T on(Ops<T> ops, Inputs<T> given) {
            T hidden = network.head(ops, given.of(texts.tokensIn(), x), texts.rows());
            return ops.logits(hidden, network.outputLayer());
          }
        });
  }

  private Workload timed(BertSpec spec, Computation computation) {
    Weights weights = weights(spec);
    return () -> {
      engine.compute(weights, computation, values -> result = values.get(0, 0));
      return result;
    };
  }

  private BertNetwork network(BertSpec spec) {
    return shape.single(spec).network(spec, DropoutRates.NONE);
  }

  private Weights weights(BertSpec spec) {
    return pool.of(Supernet.plain(shape.single(spec)).layout());
  }

  private TextBatch texts() {
    return shape.blank(batch, length);
  }

  private Matrix rows(int columns) {
    return inputs.view(0, batch * length, columns);
  }

  @Override
  public void close() {
    inputs.close();
    pool.close();
    engine.close();
  }
}
