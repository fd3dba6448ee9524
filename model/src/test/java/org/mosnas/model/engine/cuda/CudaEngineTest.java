package org.mosnas.model.engine.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mosnas.model.engine.Computation;
import org.mosnas.model.engine.Engine;
import org.mosnas.model.engine.EngineKind;
import org.mosnas.model.engine.PassResult;
import org.mosnas.model.family.translation.TranslationNetwork;
import org.mosnas.model.kernel.cuda.CudaStandIn;
import org.mosnas.model.network.DropoutRates;
import org.mosnas.model.network.LossOps;
import org.mosnas.model.network.Ops;
import org.mosnas.model.objective.CrossEntropy;
import org.mosnas.model.supernet.Initializer;
import org.mosnas.model.supernet.Mixture;
import org.mosnas.model.supernet.ParameterBank;
import org.mosnas.model.supernet.Subnet;
import org.mosnas.model.supernet.Supernet;
import org.mosnas.model.supernet.TinySupernet;

/** Passes with weights of the host, on a stand-in. */
class CudaEngineTest {
  private static final Supernet SUPERNET = TinySupernet.mixture(Mixture.layerWise(2, 5));
  private static final TinySupernet.Batch BATCH = TinySupernet.batch(4);

  @BeforeEach
  void standIn() {
    CudaStandIn.use();
  }

  @Test
  void scoresOfANetworkAndOfWhatFollowsItsPrefixes() {
    TranslationNetwork network = network(DropoutRates.NONE);
    Computation scores =
        new Computation() {
          @Override
          public <T> T on(Ops<T> ops, Inputs<T> inputs) {
            T hidden = network.run(ops, BATCH.tokens()).hidden();
            T copied = ops.columns(ops.rows(hidden, new int[] {2, 0, 2}), 1, 6);
            T next = network.next(ops, BATCH.source(), BATCH.target());
            assertThat(next).isNotNull();
            return copied;
          }
        };
    List<Float> expected = computed(EngineKind.TAPE, scores);
    assertThat(expected).hasSize(18);
    List<Float> actual = computed(EngineKind.CUDA, scores);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(actual.get(i)).isCloseTo(expected.get(i), within(1e-5f));
    }
  }

  @Test
  void gradientsAreAddedToThoseOfTheHost() {
    assertThat(trained(EngineKind.CUDA)).containsExactly(trained(EngineKind.TAPE), within(1e-4f));
    assertThat(CudaStandIn.usedBytes()).isZero();
  }

  /** Of two objectives, so that losses are added up; twice, so that gradients are. */
  private static float[] trained(EngineKind kind) {
    TranslationNetwork network = network(new DropoutRates(0.2, 0.1, 0.1));
    try (Engine engine = kind.open();
        ParameterBank parameters = Initializer.initialize(SUPERNET, 9);
        ParameterBank gradients = new ParameterBank(SUPERNET.layout())) {
      for (int pass = 0; pass < 2; pass++) {
        Subnet weights =
            SUPERNET.collapse(
                TinySupernet.small(), parameters, gradients, engine.workbench(), pass);
        PassResult result =
            engine.train(network, weights, BATCH.tokens(), new Twice(), new Engine.Pass(pass, 0.5));
        assertThat(result.loss()).isPositive();
        weights.backward();
      }
      return gradients.toArray();
    }
  }

  /** Scores the first and the last layer. */
  private static final class Twice implements org.mosnas.model.objective.Objective {
    @Override
    public <T> T loss(
        LossOps<T> ops,
        org.mosnas.model.network.Outputs<T> outputs,
        org.mosnas.model.network.Batch batch) {
      List<T> losses = new ArrayList<>();
      losses.add(new CrossEntropy(0.1).loss(ops, outputs, batch));
      LossOps.Targets targets = new LossOps.Targets(batch.targets(), 0, 0.25);
      losses.add(ops.crossEntropy(outputs.layers().get(0), outputs.layer(), targets));
      return ops.sum(losses);
    }
  }

  private static TranslationNetwork network(DropoutRates dropout) {
    return TinySupernet.network(SUPERNET, TinySupernet.small(), dropout);
  }

  private static List<Float> computed(EngineKind kind, Computation computation) {
    List<Float> result = new ArrayList<>();
    try (Engine engine = kind.open();
        ParameterBank parameters = Initializer.initialize(SUPERNET, 9)) {
      engine.compute(
          SUPERNET.collapse(TinySupernet.small(), parameters, engine.workbench()),
          computation,
          values -> {
            for (float value : values.toArray()) {
              result.add(value);
            }
          });
    }
    return result;
  }
}
