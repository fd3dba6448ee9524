package org.mosnas.model.supernet;

import java.util.List;
import java.util.SplittableRandom;
import org.mosnas.model.engine.Engine.Pass;
import org.mosnas.model.engine.Workbench;
import org.mosnas.model.engine.tape.TapeOps;
import org.mosnas.model.engine.tape.TapeTensor;
import org.mosnas.model.family.translation.TranslationNetwork;
import org.mosnas.model.family.translation.TranslationSpec;
import org.mosnas.model.memory.Matrix;
import org.mosnas.model.network.DropoutRates;
import org.mosnas.model.network.Weights;
import org.mosnas.model.objective.CrossEntropy;

/** A supernet whose mixture has no dropout, with parameters and gradients, run on the tape. */
final class SupernetRun implements AutoCloseable {
  static final double SMOOTHING = 0.1;

  final Supernet supernet;
  final ParameterBank parameters;
  final ParameterBank gradients;
  private final Workbench bench = new Workbench();

  /** Initial parameters, moved a little so that no bias is zero and no weight of a norm one. */
  SupernetRun(Supernet supernet) {
    this.supernet = supernet;
    this.parameters = Initializer.initialize(supernet, 3);
    this.gradients = new ParameterBank(supernet.layout());
    SplittableRandom random = new SplittableRandom(12);
    for (String name : supernet.layout().names()) {
      Matrix values = parameters.matrix(name);
      float[] moved = values.toArray();
      for (int i = 0; i < moved.length; i++) {
        moved[i] += (float) (0.1 * random.nextGaussian());
      }
      values.assign(moved);
    }
  }

  /** Scores of the whole vocabulary, {@code [tokens, vocab]}; valid until the next run. */
  Matrix logits(TranslationSpec spec, TinySupernet.Batch batch) {
    bench.arena().reset();
    return logits(supernet, spec, supernet.collapse(spec, parameters, bench), batch);
  }

  /** The same, from the extracted subnet as a network on its own. */
  float[] extractedLogits(TranslationSpec spec, TinySupernet.Batch batch) {
    bench.arena().reset();
    Supernet single = Supernet.plain(supernet.shape().single(spec));
    try (ParameterBank dense = supernet.extract(spec, parameters, bench)) {
      return logits(single, spec, single.collapse(spec, dense, bench), batch).toArray();
    }
  }

  private Matrix logits(
      Supernet network, TranslationSpec spec, Weights weights, TinySupernet.Batch batch) {
    TapeOps ops = TapeOps.inference(bench, weights);
    TranslationNetwork graph = TinySupernet.network(network, spec, DropoutRates.NONE);
    List<TapeTensor> encoded = graph.encode(ops, batch.source());
    List<TapeTensor> hidden = graph.decode(ops, batch.target(), encoded, batch.source().segments());
    return ops.logits(hidden.get(hidden.size() - 1), graph.outputLayer()).value();
  }

  /** Clears the gradients and computes those of the loss; returns the loss. */
  double gradients(TranslationSpec spec, TinySupernet.Batch batch) {
    gradients.clear();
    bench.arena().reset();
    Subnet subnet = supernet.collapse(spec, parameters, gradients, bench, 0);
    TapeOps ops = TapeOps.training(bench, subnet, Pass.of(0));
    TranslationNetwork graph = TinySupernet.network(supernet, spec, DropoutRates.NONE);
    double loss =
        new CrossEntropy(SMOOTHING)
            .loss(ops, graph.run(ops, batch.tokens()), batch.tokens())
            .value()
            .get(0, 0);
    ops.backward();
    subnet.backward();
    return loss;
  }

  @Override
  public void close() {
    parameters.close();
    gradients.close();
    bench.close();
  }
}
