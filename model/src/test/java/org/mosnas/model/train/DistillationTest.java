package org.mosnas.model.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.mosnas.model.engine.EngineKind;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.family.bert.BertShape;
import org.mosnas.model.family.bert.BertSpace;
import org.mosnas.model.family.bert.TestBerts;
import org.mosnas.model.network.Batch;
import org.mosnas.model.network.DropoutRates;
import org.mosnas.model.network.Head;
import org.mosnas.model.objective.DistillationSettings;
import org.mosnas.model.objective.DistillationSettings.Teacher;
import org.mosnas.model.objective.DistillationSettings.Weights;
import org.mosnas.model.space.EncodingKind;
import org.mosnas.model.space.SubnetSpec;
import org.mosnas.model.supernet.DenseSubnet;
import org.mosnas.model.supernet.Mixture;
import org.mosnas.model.supernet.RouterInput.SpecRouterInput;
import org.mosnas.model.supernet.Supernet;
import org.mosnas.model.train.SubnetSchedule.Turn;

/** Subnets that learn from the largest one, and from a network of its own. */
class DistillationTest {
  private static final int VOCABULARY = 23;
  private static final BertSpace SPACE = TestBerts.narrow();
  private static final List<Head> HEADS = List.of(Head.TOKEN, Head.classes(3), Head.NUMBER);
  private static final Turn LARGEST = Turn.of(SPACE.largest());
  private static final List<Turn> STUDENTS =
      List.of(Turn.of(TestBerts.random(SPACE, 5)), Turn.of(SPACE.smallest()));
  private static final Weights ALL = new Weights(0.3, 0.7, 0.2, 0.5);

  static Stream<Arguments> headsOnEngines() {
    return HEADS.stream()
        .flatMap(
            head ->
                Stream.of(EngineKind.TAPE, EngineKind.SAMEDIFF)
                    .map(engine -> Arguments.of(head, engine)));
  }

  static Stream<Head> heads() {
    return HEADS.stream();
  }

  @ParameterizedTest
  @MethodSource("headsOnEngines")
  void nothingIsLearntFromOneself(Head head, EngineKind engine) {
    Supernet supernet = supernet(head);
    DenseSubnet itself =
        supernet.extract(SPACE.largest(), MicroTraining.initial(supernet).parameters());
    Supernet alone = itself.network();
    TrainSettings settings = settings(new Weights(0, 1, 1, 1), 2);
    try (HostReplica replica =
        new HostReplica(alone, settings, engine.open(), Optional.of(itself))) {
      replica.load(ParameterSnapshot.initial(itself.parameters()));
      UpdateMetrics metrics = replica.accumulate(batches(head, 2), List.of(LARGEST), 1);
      assertThat(metrics.loss()).isCloseTo(0, within(1e-5));
      assertThat(metrics.nll()).isPositive();
      for (float gradient : replica.gradients().toArray()) {
        assertThat((double) gradient).isCloseTo(0, within(1e-5));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("heads")
  void enginesAgreeOnValuesAndGradients(Head head) {
    List<Turn> turns = new ArrayList<>(STUDENTS);
    turns.add(LARGEST);
    TrainSettings settings = settings(ALL, 2);
    try (HostReplica tape = replica(head, settings, EngineKind.TAPE);
        HostReplica sameDiff = replica(head, settings, EngineKind.SAMEDIFF)) {
      UpdateMetrics expected = tape.accumulate(batches(head, 2), turns, 1);
      UpdateMetrics actual = sameDiff.accumulate(batches(head, 2), turns, 1);
      assertThat(actual.loss()).isCloseTo(expected.loss(), within(1e-4 * expected.loss()));
      assertThat(actual.nll()).isCloseTo(expected.nll(), within(1e-4 * expected.nll()));
      assertClose(sameDiff.gradients().toArray(), tape.gradients().toArray());
    }
  }

  /** The loss of a student is the sum of its parts, each by its weight. */
  @ParameterizedTest
  @MethodSource("heads")
  void weightsAreFactorsOfTheParts(Head head) {
    float[] taught = gradients(head, new Weights(0, 1, 0, 0));
    float[] labelled = gradients(head, new Weights(1, 1, 0, 0));
    float[] hidden = gradients(head, new Weights(0, 0, 1, 0));
    float[] related = gradients(head, new Weights(0, 0, 0, 1));
    float[] expected = new float[taught.length];
    for (int i = 0; i < expected.length; i++) {
      expected[i] =
          0.3f * (labelled[i] - taught[i])
              + 0.7f * taught[i]
              + 0.2f * hidden[i]
              + 0.5f * related[i];
    }
    assertThat(norm(hidden)).isPositive();
    assertThat(norm(related)).isPositive();
    assertClose(gradients(head, ALL), expected);
  }

  @Test
  void theLargestLearnsFromTheRightAnswersAlone() {
    List<Batch> batches = batches(Head.TOKEN, 2);
    try (HostReplica taught = replica(Head.TOKEN, settings(ALL, 2), EngineKind.TAPE);
        HostReplica alone =
            replica(Head.TOKEN, settings(ALL, 2).taught(Optional.empty()), EngineKind.TAPE)) {
      UpdateMetrics metrics = taught.accumulate(batches, List.of(LARGEST), 1);
      assertThat(metrics).isEqualTo(alone.accumulate(batches, List.of(LARGEST), 1));
      assertThat(taught.gradients().toArray()).isEqualTo(alone.gradients().toArray());
      assertThat(taught.accumulate(batches, STUDENTS, 1).loss())
          .isNotEqualTo(alone.accumulate(batches, STUDENTS, 1).loss());
    }
  }

  /** Nothing flows back into the teacher: it might as well be a copy that stays as it is. */
  @ParameterizedTest
  @MethodSource("heads")
  void aTeacherInPlaceIsLikeItsCopy(Head head) {
    Supernet supernet = supernet(head);
    DenseSubnet copy =
        supernet.extract(SPACE.largest(), MicroTraining.initial(supernet).parameters());
    TrainSettings settings = settings(ALL, 2);
    try (HostReplica inPlace = replica(head, settings, EngineKind.TAPE);
        HostReplica fixed =
            new HostReplica(supernet, settings, EngineKind.TAPE.open(), Optional.of(copy))) {
      fixed.load(MicroTraining.initial(supernet));
      assertThat(inPlace.accumulate(batches(head, 2), STUDENTS, 1))
          .isEqualTo(fixed.accumulate(batches(head, 2), STUDENTS, 1));
      assertThat(inPlace.gradients().toArray()).isEqualTo(fixed.gradients().toArray());
    }
  }

  /** It sees the parameters of the update, whenever its own turn is. */
  @Test
  void theOrderOfTurnsDoesNotMatter() {
    List<Turn> turns = new ArrayList<>(STUDENTS);
    turns.add(LARGEST);
    TrainSettings settings = settings(ALL, 2);
    try (HostReplica replica = replica(Head.TOKEN, settings, EngineKind.TAPE)) {
      double loss = replica.accumulate(batches(Head.TOKEN, 1), turns, 1).loss();
      float[] gradients = replica.gradients().toArray();
      Collections.reverse(turns);
      assertThat(replica.accumulate(batches(Head.TOKEN, 1), turns, 1).loss())
          .isCloseTo(loss, within(1e-9 * loss));
      assertClose(replica.gradients().toArray(), gradients);
    }
  }

  @Test
  void everyMicroBatchHasItsOwnLesson() {
    List<Batch> batches = batches(Head.TOKEN, 3);
    try (HostReplica replica = replica(Head.TOKEN, settings(ALL, 2), EngineKind.TAPE)) {
      double together = replica.accumulate(batches, STUDENTS, 1).loss();
      double sum = 0;
      for (Batch batch : batches) {
        sum += replica.accumulate(List.of(batch), STUDENTS, 1).loss();
      }
      assertThat(together).isCloseTo(sum, within(1e-6 * sum));
    }
  }

  @Test
  void translationsLearnScoresAndTheTeacherDropsNothingOut() {
    Supernet supernet = MicroTraining.supernet(Mixture.neuronWise(2, 8));
    SubnetSpec smallest = MicroTraining.SPACE.smallest();
    DistillationSettings how =
        new DistillationSettings(Teacher.LARGEST, new Weights(0, 1, 0, 0), 1, 1);
    DenseSubnet copy =
        supernet.extract(
            MicroTraining.SPACE.largest(), MicroTraining.initial(supernet).parameters());
    List<Double> losses = new ArrayList<>();
    for (DropoutRates rates : List.of(DropoutRates.NONE, new DropoutRates(0.5, 0.5, 0.5))) {
      TrainSettings settings =
          MicroTraining.settings(rates, MicroTraining.ADAM, MicroTraining.RATE)
              .taught(Optional.of(how));
      try (HostReplica itself =
          new HostReplica(copy.network(), settings, EngineKind.TAPE.open(), Optional.of(copy))) {
        itself.load(ParameterSnapshot.initial(copy.parameters()));
        Turn largest = Turn.of(copy.spec());
        losses.add(itself.accumulate(MicroTraining.batches(2, 1), List.of(largest), 3).loss());
      }
    }
    assertThat(losses.get(0)).isCloseTo(0, within(1e-5));
    assertThat(losses.get(1)).isGreaterThan(0.01);
    TrainSettings settings =
        MicroTraining.settings(DropoutRates.NONE, MicroTraining.ADAM, MicroTraining.RATE)
            .taught(Optional.of(how));
    try (HostReplica tape = MicroTraining.replica(supernet, settings, EngineKind.TAPE);
        HostReplica sameDiff = MicroTraining.replica(supernet, settings, EngineKind.SAMEDIFF)) {
      List<Turn> turns = List.of(Turn.of(smallest));
      double expected = tape.accumulate(MicroTraining.batches(2, 1), turns, 3).loss();
      assertThat(sameDiff.accumulate(MicroTraining.batches(2, 1), turns, 3).loss())
          .isCloseTo(expected, within(1e-4 * expected));
      assertClose(sameDiff.gradients().toArray(), tape.gradients().toArray());
    }
  }

  @Test
  void networksThatShowNothingBelowTheirScoresCannotBeComparedThere() {
    Supernet supernet = MicroTraining.supernet(Mixture.NONE);
    TrainSettings settings = settings(new Weights(1, 0, 1, 0), 1);
    try (HostReplica replica = MicroTraining.replica(supernet, settings)) {
      List<Turn> turns = List.of(Turn.of(MicroTraining.SPACE.smallest()));
      assertThatThrownBy(() -> replica.accumulate(MicroTraining.batches(1, 1), turns, 1))
          .hasMessageContaining("these networks show nothing below their scores");
    }
  }

  /** Before it looks for a device: what it cannot do is not left out in silence. */
  @ParameterizedTest
  @EnumSource(names = {"CUDA", "CUDA_TF32", "CUDA_BFLOAT16"})
  void graphicsCardsHaveNoTeachers(EngineKind engine) {
    assertThatThrownBy(() -> Backend.of(engine).replica(supernet(Head.TOKEN), settings(ALL, 2)))
        .isInstanceOfSatisfying(
            MosnasException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.USAGE))
        .hasMessageContaining("cannot learn from a teacher")
        .hasMessageContaining("distillation.teacher = none");
    assertThatThrownBy(engine::requireTeachers)
        .hasMessageContaining("model.engine = " + engine.settingName());
  }

  private static float[] gradients(Head head, Weights weights) {
    try (HostReplica replica = replica(head, settings(weights, 2), EngineKind.TAPE)) {
      UpdateMetrics metrics = replica.accumulate(batches(head, 2), STUDENTS, 1);
      assertThat(metrics.loss()).isPositive();
      return replica.gradients().toArray();
    }
  }

  private static TrainSettings settings(Weights weights, int heads) {
    return MicroTraining.settings(DropoutRates.NONE, MicroTraining.ADAM, MicroTraining.RATE)
        .taught(Optional.of(new DistillationSettings(Teacher.LARGEST, weights, 2, heads)));
  }

  private static Supernet supernet(Head head) {
    return new Supernet(
        BertShape.of(SPACE, VOCABULARY).headed(head),
        new Mixture(2, Mixture.Routing.NEURON_WISE, Mixture.RouterScope.MATRIX, 5, 2, 0),
        new SpecRouterInput(SPACE.specEncoder(), EncodingKind.FINE));
  }

  private static HostReplica replica(Head head, TrainSettings settings, EngineKind engine) {
    return MicroTraining.replica(supernet(head), settings, engine);
  }

  private static List<Batch> batches(Head head, int count) {
    SplittableRandom random = new SplittableRandom(3);
    List<Batch> batches = new ArrayList<>();
    for (int b = 0; b < count; b++) {
      batches.add(TestBerts.texts(random, head, VOCABULARY, 3 + b, 7));
    }
    return batches;
  }

  private static void assertClose(float[] actual, float[] expected) {
    float[] difference = actual.clone();
    for (int i = 0; i < difference.length; i++) {
      difference[i] -= expected[i];
    }
    assertThat(norm(difference)).isLessThan(1e-4 * norm(expected));
  }

  private static double norm(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += (double) value * value;
    }
    return Math.sqrt(sum);
  }
}
