package org.mosnas.spark.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.objective.DistillationSettings;
import org.mosnas.model.objective.DistillationSettings.Teacher;
import org.mosnas.model.objective.DistillationSettings.Weights;
import org.mosnas.model.train.TrainSettings;
import org.mosnas.spark.stage.SweepSettings.Trial;

class SweepSettingsTest {
  private static final TrainSettings BASE =
      TrainSettings.from(
          ConfigFactory.parseString(
                  """
                  mosnas.finetune {
                    workers = 2, rounds = 10, updates-per-round = 5, max-tokens = 256, max-length = 16
                    learning-rate { schedule = linear, initial = 1e-5, peak = 1e-3, warmup-updates = 10 }
                  }
                  """)
              .withFallback(ConfigFactory.defaultReference())
              .resolve(),
          TrainSettings.FINETUNE);

  @Test
  void oneTrainingIsNoSweep() {
    assertThat(SweepSettings.from(ConfigFactory.load())).isEqualTo(SweepSettings.NONE);
    assertThat(SweepSettings.NONE.isWanted()).isFalse();
    assertThat(new SweepSettings(List.of(), List.of(), List.of(), 2).isWanted()).isTrue();
    assertThat(new SweepSettings(List.of(), List.of(3), List.of(), 1).isWanted()).isTrue();
  }

  @Test
  void triesEveryCombinationWithEverySeed() {
    List<Trial> trials =
        new SweepSettings(List.of(1e-3, 4e-3), List.of(128, 512), List.of(4), 2).trials(BASE);
    assertThat(trials).extracting(Trial::number).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
    assertThat(trials).extracting(Trial::combination).containsExactly(1, 1, 2, 2, 3, 3, 4, 4);
    assertThat(trials).extracting(Trial::seed).containsExactly(1, 2, 1, 2, 1, 2, 1, 2);
    Trial last = trials.get(7);
    assertThat(last.title()).isEqualTo("rate 0.004, batches of 512 tokens, 4 rounds, seed 2");
    assertThat(last.settings().rounds()).isEqualTo(4);
    assertThat(last.settings().batching().workers()).isEqualTo(1);
    assertThat(last.settings().batching().maxTokens()).isEqualTo(512);
  }

  @Test
  void theScheduleKeepsItsShape() {
    TrainSettings trial =
        new SweepSettings(List.of(4e-3), List.of(), List.of(4), 1).trials(BASE).get(0).settings();
    // 10 of 50 updates are 4 of 20; the initial rate stays a hundredth of the peak.
    assertThat(trial.learningRate().at(0)).isEqualTo(4e-5);
    assertThat(trial.learningRate().at(4)).isEqualTo(4e-3);
    assertThat(trial.learningRate().at(20)).isEqualTo(4e-5);
  }

  @Test
  void everyTrialHasTheTeacher() {
    DistillationSettings teaching =
        new DistillationSettings(Teacher.LARGEST, new Weights(0.5, 0.5, 0, 0), 2, 4);
    TrainSettings taught = BASE.taught(Optional.of(teaching));
    assertThat(new SweepSettings(List.of(1e-3), List.of(128), List.of(4), 2).trials(taught))
        .allSatisfy(trial -> assertThat(trial.settings().teaching()).contains(teaching));
  }

  @Test
  void refusesWhatCannotBeTrained() {
    assertThatThrownBy(() -> new SweepSettings(List.of(0.0), List.of(), List.of(), 1))
        .hasMessage("learning-rates must be more than 0, was 0.0");
    assertThatThrownBy(() -> new SweepSettings(List.of(), List.of(), List.of(), 0))
        .hasMessage("seeds must be 1 or more, was 0");
    assertThatThrownBy(
            () -> new SweepSettings(List.of(), List.of(512, 8), List.of(), 1).check(BASE))
        .isInstanceOf(MosnasException.class)
        .hasMessage("mosnas.finetune.sweep: max-tokens must be at least max-length 16, was 8");
  }
}
