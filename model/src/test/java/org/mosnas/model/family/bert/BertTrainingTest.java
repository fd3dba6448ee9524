package org.mosnas.model.family.bert;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mosnas.model.network.DropoutRates;
import org.mosnas.model.network.Head;
import org.mosnas.model.space.EncodingKind;
import org.mosnas.model.supernet.Mixture;
import org.mosnas.model.supernet.RouterInput.SpecRouterInput;
import org.mosnas.model.supernet.Supernet;
import org.mosnas.model.train.HostReplica;
import org.mosnas.model.train.MicroTraining;
import org.mosnas.model.train.SubnetSchedule.Turn;

/** Supernets of BERTs learn a batch by heart, with every head. */
class BertTrainingTest {
  private static final int VOCABULARY = 23;
  private static final int UPDATES = 150;

  static Stream<Arguments> spacesAndHeads() {
    return Stream.of(TestBerts.narrow(), TestBerts.plain())
        .flatMap(
            space ->
                Stream.of(Head.TOKEN, Head.classes(3), Head.NUMBER)
                    .map(head -> Arguments.of(space, head)));
  }

  @ParameterizedTest
  @MethodSource("spacesAndHeads")
  void learnABatchByHeart(BertSpace space, Head head) {
    Supernet supernet =
        new Supernet(
            BertShape.of(space, VOCABULARY).headed(head),
            Mixture.layerWise(2, 5),
            new SpecRouterInput(space.specEncoder(), EncodingKind.FINE));
    List<TextBatch> batches =
        List.of(TestBerts.texts(new SplittableRandom(3), head, VOCABULARY, 6, 7));
    try (HostReplica replica =
        MicroTraining.replica(
            supernet,
            MicroTraining.settings(DropoutRates.NONE, MicroTraining.ADAM, MicroTraining.RATE))) {
      double largest = replica.evaluate(space.largest(), batches).nll();
      double smallest = replica.evaluate(space.smallest(), batches).nll();
      for (int i = 0; i < UPDATES; i++) {
        List<Turn> turns =
            List.of(
                Turn.of(TestBerts.random(space, i)),
                Turn.of(space.largest()),
                Turn.of(space.smallest()));
        assertThat(replica.update(batches, turns, i).tokens())
            .isEqualTo(3L * batches.get(0).rows().length);
      }
      assertThat(replica.evaluate(space.largest(), batches).nll()).isLessThan(0.5 * largest);
      assertThat(replica.evaluate(space.smallest(), batches).nll()).isLessThan(0.7 * smallest);
    }
  }
}
