package org.mosnas.model.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.deeplearning4j.optimize.listeners.CollectScoresListener;
import org.deeplearning4j.optimize.listeners.PerformanceListener;
import org.deeplearning4j.optimize.listeners.ScoreIterationListener;
import org.junit.jupiter.api.Test;
import org.mosnas.model.network.DropoutRates;
import org.mosnas.model.supernet.Mixture;
import org.mosnas.model.train.SubnetSchedule.Turn;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ReplicaModelTest {
  private static final String FC1 = "encoder.layers.0.fc1.weight";
  private static final List<Turn> TURNS =
      List.of(Turn.of(MicroTraining.SPACE.largest()), Turn.of(MicroTraining.SPACE.smallest()));

  @Test
  void listenersOfDeeplearning4jSeeEveryUpdate() {
    ReplicaModel model = new ReplicaModel(replica());
    CollectScoresListener scores = new CollectScoresListener(1);
    EventRecorder events = new EventRecorder();
    model.setListeners(scores, new ScoreIterationListener(1));
    PerformanceListener performance =
        new PerformanceListener.Builder()
            .setFrequency(1)
            .reportETL(false)
            .reportSample(true)
            .reportScore(true)
            .build();
    model.addListeners(performance, events);
    double[] losses = new double[3];
    model.startEpoch();
    for (int i = 0; i < losses.length; i++) {
      losses[i] = model.update(MicroTraining.batches(2, i), TURNS, i).lossPerToken();
    }
    model.endEpoch();
    assertThat(scores.getListScore().toDoubleArray()).isEqualTo(losses);
    assertThat(scores.getListIteration().toIntArray()).containsExactly(1, 2, 3);
    assertThat(events.events)
        .containsExactly(
            "epoch starts",
            "backward pass",
            "gradients",
            "iteration 1 of epoch 0, 7 sentences",
            "backward pass",
            "gradients",
            "iteration 2 of epoch 0, 7 sentences",
            "backward pass",
            "gradients",
            "iteration 3 of epoch 0, 7 sentences",
            "epoch ends");
    model.close();
  }

  @Test
  void saysWhichListenerWantsAnotherModel() {
    ReplicaModel model = new ReplicaModel(replica());
    model.setListeners(new PerformanceListener(1));
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 3; i++) {
                model.update(MicroTraining.batches(2, i), TURNS, i);
              }
            })
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("PerformanceListener casts the model")
        .hasMessageEndingWith("reportETL(false)");
    model.close();
  }

  @Test
  void updatesAreThoseOfTheReplicaItself() {
    ReplicaModel model = new ReplicaModel(replica());
    try (HostReplica trainer = replica()) {
      model.setInput(MicroTraining.batches(2, 1), TURNS, 7);
      model.fit();
      trainer.update(MicroTraining.batches(2, 1), TURNS, 7);
      assertThat(model.params().data().asFloat()).isEqualTo(trainer.parameters().toArray());
    }
    model.close();
  }

  @Test
  void parametersAreViews() {
    HostReplica trainer = replica();
    ReplicaModel model = new ReplicaModel(trainer);
    INDArray fc1 = model.getParam(FC1);
    assertThat(fc1.shape()).containsExactly(16, 8);
    trainer.parameters().matrix(FC1).set(3, 4, 42);
    assertThat(fc1.getFloat(3, 4)).isEqualTo(42);
    fc1.putScalar(5, 6, 43);
    assertThat(trainer.parameters().matrix(FC1).get(5, 6)).isEqualTo(43);
    INDArray all = model.params();
    all.muli(2);
    assertThat(fc1.getFloat(5, 6)).isEqualTo(86);
    assertThat(all.length()).isGreaterThanOrEqualTo(model.numParams());
    assertThat(model.paramTable().values().stream().mapToLong(INDArray::length).sum())
        .isEqualTo(model.numParams());
    model.close();
  }

  @Test
  void parametersCanBeSet() {
    HostReplica trainer = replica();
    ReplicaModel model = new ReplicaModel(trainer);
    model.setParam(FC1, Nd4j.ones(16, 8));
    assertThat(trainer.parameters().matrix(FC1).toArray()).containsOnly(1);
    model.setParams(model.params().mul(3));
    assertThat(trainer.parameters().matrix(FC1).toArray()).containsOnly(3);
    assertThatThrownBy(() -> model.setParam(FC1, Nd4j.ones(2, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("16x8");
    model.close();
  }

  @Test
  void gradientsAndScoreAreThoseOfTheInput() {
    HostReplica trainer = replica();
    ReplicaModel model = new ReplicaModel(trainer);
    assertThat(model.score()).isNaN();
    assertThat(model.input()).isNull();
    assertThatThrownBy(model::fit).hasMessageContaining("setInput");
    model.setInput(MicroTraining.batches(2, 2), TURNS, 1);
    float[] before = trainer.parameters().toArray();
    model.computeGradientAndScore(null);
    assertThat(trainer.parameters().toArray()).isEqualTo(before);
    assertThat(model.score()).isPositive();
    assertThat(model.gradientAndScore().getSecond()).isEqualTo(model.score());
    assertThat(model.gradient().gradient().data().asFloat())
        .isEqualTo(trainer.gradients().toArray());
    assertThat(model.gradient().getGradientFor(FC1).dup('c').data().asFloat())
        .isEqualTo(trainer.gradients().matrix(FC1).toArray());
    assertThat(model.input().shape()[0]).isEqualTo(model.batchSize()).isEqualTo(7);
    model.close();
  }

  private static HostReplica replica() {
    return MicroTraining.replica(
        MicroTraining.supernet(Mixture.layerWise(2, 6)),
        MicroTraining.settings(
            new DropoutRates(0.2, 0.1, 0.1), MicroTraining.ADAM, MicroTraining.RATE));
  }

  private static final class EventRecorder extends BaseTrainingListener {
    private final List<String> events = new ArrayList<>();

    @Override
    public void onEpochStart(Model model) {
      events.add("epoch starts");
    }

    @Override
    public void onGradientCalculation(Model model) {
      events.add("gradients");
    }

    @Override
    public void onBackwardPass(Model model) {
      events.add("backward pass");
    }

    @Override
    public void iterationDone(Model model, int iteration, int epoch) {
      long sentences = model.input().size(0);
      events.add(
          String.format(
              Locale.ROOT, "iteration %d of epoch %d, %d sentences", iteration, epoch, sentences));
    }

    @Override
    public void onEpochEnd(Model model) {
      events.add("epoch ends");
    }
  }
}
