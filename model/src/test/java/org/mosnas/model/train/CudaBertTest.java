package org.mosnas.model.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mosnas.model.engine.EngineKind;
import org.mosnas.model.family.bert.BertShape;
import org.mosnas.model.family.bert.BottleneckSpace;
import org.mosnas.model.family.bert.TestBerts;
import org.mosnas.model.family.bert.TextBatch;
import org.mosnas.model.kernel.cuda.CudaStandIn;
import org.mosnas.model.network.Head;
import org.mosnas.model.space.EncodingKind;
import org.mosnas.model.supernet.Mixture;
import org.mosnas.model.supernet.RouterInput.SpecRouterInput;
import org.mosnas.model.supernet.Supernet;
import org.mosnas.model.train.SubnetSchedule.Turn;

/** Supernets of BERTs train on a stand-in of a GPU as they do on the tape. */
class CudaBertTest {
  private static final int VOCABULARY = 23;
  private static final int UPDATES = 2;
  private static final BottleneckSpace SPACE = TestBerts.narrow();

  @BeforeEach
  void standIn() {
    CudaStandIn.use();
  }

  static Stream<Head> heads() {
    return Stream.of(Head.TOKEN, Head.classes(3), Head.NUMBER);
  }

  @ParameterizedTest
  @MethodSource("heads")
  void updatesGiveTheLossesOfTheTapeAndTheSameBitsAgain(Head head) {
    List<Double> tape = losses(EngineKind.TAPE, head);
    List<Double> device = losses(EngineKind.CUDA, head);
    for (int i = 0; i < tape.size(); i++) {
      assertThat(device.get(i)).as("loss %d", i).isCloseTo(tape.get(i), within(1e-4));
    }
    CudaStandIn.set(CudaStandIn.Setting.SEED, 7);
    assertThat(losses(EngineKind.CUDA, head)).isEqualTo(device);
    assertThat(CudaStandIn.usedBytes()).isZero();
  }

  /** Of some updates, and at last of an evaluation. */
  private static List<Double> losses(EngineKind kind, Head head) {
    Supernet supernet =
        new Supernet(
            BertShape.of(SPACE, VOCABULARY).headed(head),
            Mixture.layerWise(2, 5),
            new SpecRouterInput(SPACE.specEncoder(), EncodingKind.FINE));
    List<TextBatch> batches =
        List.of(TestBerts.texts(new SplittableRandom(3), head, VOCABULARY, 12, 7));
    List<Double> losses = new ArrayList<>();
    try (Replica replica = Backend.of(kind).replica(supernet, CudaTraining.settings())) {
      replica.load(MicroTraining.initial(supernet));
      for (int u = 0; u < UPDATES; u++) {
        List<Turn> turns = List.of(Turn.of(TestBerts.random(SPACE, u)), Turn.of(SPACE.smallest()));
        losses.add(replica.update(batches, turns, u).lossPerToken());
      }
      losses.add(replica.evaluate(SPACE.largest(), batches).nll() / batches.get(0).rows().length);
    }
    return losses;
  }
}
