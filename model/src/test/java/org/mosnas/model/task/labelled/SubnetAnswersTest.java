package org.mosnas.model.task.labelled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mosnas.model.engine.Engine;
import org.mosnas.model.engine.EngineKind;
import org.mosnas.model.engine.PassResult;
import org.mosnas.model.family.bert.BertFamily;
import org.mosnas.model.family.bert.BertSpace;
import org.mosnas.model.family.bert.TestBerts;
import org.mosnas.model.network.DropoutRates;
import org.mosnas.model.network.Head;
import org.mosnas.model.network.NetworkShape;
import org.mosnas.model.objective.Objective;
import org.mosnas.model.objective.Objectives;
import org.mosnas.model.supernet.DenseSubnet;
import org.mosnas.model.supernet.Initializer;
import org.mosnas.model.supernet.ParameterBank;
import org.mosnas.model.supernet.Supernet;

class SubnetAnswersTest {
  private static final int VOCABULARY = 30;
  private static final Head THREE = Head.classes(3);

  @ParameterizedTest
  @EnumSource(names = {"TAPE", "SAMEDIFF"})
  void scoresOfClassesHaveTheLossOfTraining(EngineKind kind) {
    List<LabelledExample> examples = examples(13, 3);
    double nll = 0;
    try (SubnetAnswers answers =
        new SubnetAnswers(subnet(THREE), kind, new LabelledBatcher(THREE.kind()))) {
      for (int i = 0; i < 13; i++) {
        float[] scores = answers.scores(examples, 40).get(i);
        assertThat(scores).hasSize(3);
        double sum = 0;
        for (float score : scores) {
          sum += Math.exp(score);
        }
        nll += Math.log(sum) - scores[(int) examples.get(i).label()];
      }
    }
    assertThat(nll).isCloseTo(loss(THREE, examples).nll(), within(1e-3));
  }

  @ParameterizedTest
  @EnumSource(names = {"TAPE", "SAMEDIFF"})
  void scoresOfNumbersHaveTheLossOfTraining(EngineKind kind) {
    List<LabelledExample> examples = examples(13, 5);
    double error = 0;
    try (SubnetAnswers answers =
        new SubnetAnswers(subnet(Head.NUMBER), kind, new LabelledBatcher(Head.NUMBER.kind()))) {
      List<float[]> scores = answers.scores(examples, 40);
      for (int i = 0; i < 13; i++) {
        assertThat(scores.get(i)).hasSize(1);
        error += Math.pow(scores.get(i)[0] - examples.get(i).label(), 2);
      }
    }
    assertThat(error).isCloseTo(loss(Head.NUMBER, examples).loss(), within(1e-3));
  }

  @ParameterizedTest
  @EnumSource(names = {"TAPE", "SAMEDIFF"})
  void scoresDoNotDependOnTheCompany(EngineKind kind) {
    List<LabelledExample> examples = examples(6, 3);
    try (SubnetAnswers answers =
        new SubnetAnswers(subnet(THREE), kind, new LabelledBatcher(THREE.kind()))) {
      List<float[]> together = answers.scores(examples, 1000);
      for (int i = 0; i < examples.size(); i++) {
        assertThat(answers.scores(List.of(examples.get(i)), 9).get(0))
            .containsExactly(together.get(i), within(1e-5f));
      }
      assertThat(answers.scores(List.of(), 9)).isEmpty();
    }
  }

  private static PassResult loss(Head head, List<LabelledExample> examples) {
    DenseSubnet subnet = subnet(head);
    Objective objective = Objectives.named("cross-entropy", 0, head);
    try (Engine engine = EngineKind.TAPE.open();
        ParameterBank bank = subnet.toBank()) {
      return engine.evaluate(
          subnet.shape().network(subnet.spec(), DropoutRates.NONE),
          subnet.network().collapse(subnet.spec(), bank, engine.workbench()),
          new LabelledBatcher(head.kind()).batch(examples, 0),
          objective);
    }
  }

  private static DenseSubnet subnet(Head head) {
    BertSpace space = TestBerts.plain();
    NetworkShape shape = new BertFamily().shape(space, List.of(VOCABULARY)).headed(head);
    try (ParameterBank bank = Initializer.initialize(Supernet.plain(shape), 5)) {
      return new DenseSubnet(shape, bank.toArray());
    }
  }

  /** Of 3 to 9 tokens. */
  private static List<LabelledExample> examples(int count, int labels) {
    SplittableRandom random = new SplittableRandom(8);
    List<LabelledExample> examples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int length = random.nextInt(3, 10);
      int[] types = new int[length];
      types[length - 1] = 1;
      examples.add(
          new LabelledExample(
              random.ints(length, 0, VOCABULARY).toArray(), types, random.nextInt(labels)));
    }
    return examples;
  }
}
