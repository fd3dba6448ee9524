package org.mosnas.model.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;
import org.mosnas.model.objective.DistillationSettings.Teacher;
import org.mosnas.model.objective.DistillationSettings.Weights;
import org.mosnas.model.train.TrainSettings;

class DistillationSettingsTest {
  @Test
  void nobodyTeachesByDefault() {
    assertThat(train("").teaching()).isEmpty();
    assertThat(TrainSettings.from(config(""), TrainSettings.FINETUNE).teaching()).isEmpty();
    assertThat(DistillationSettings.folder(config(""))).isEmpty();
  }

  @Test
  void bothBlocksAreReadApart() {
    String text = "train.distillation { teacher = largest, temperature = 2, weights.labels = 0 }";
    assertThat(train(text).teaching())
        .contains(new DistillationSettings(Teacher.LARGEST, new Weights(0, 0.5, 0, 0), 2, 12));
    assertThat(TrainSettings.from(config(text), TrainSettings.FINETUNE).teaching()).isEmpty();
    String both = text + ", finetune.distillation.teacher = largest";
    assertThat(TrainSettings.from(config(both), TrainSettings.FINETUNE).teaching())
        .contains(new DistillationSettings(Teacher.LARGEST, new Weights(0.5, 0.5, 0, 0), 1, 12));
  }

  @Test
  void thePublishedNetworkIsTheOneThatTheSupernetBeginsWithUnlessAnotherIsNamed() {
    assertThat(DistillationSettings.folder(config("model.init.from = a"))).contains("a");
    assertThat(
            DistillationSettings.folder(config("model.init.from = a, train.distillation.from = b")))
        .contains("b");
  }

  @Test
  void theBudgetKeepsTheTeacher() {
    TrainSettings taught = train("train.distillation.teacher = largest");
    assertThat(taught.withBudget(1, 1, taught.batching()).teaching()).isEqualTo(taught.teaching());
    assertThat(taught.taught(Optional.empty())).isEqualTo(train(""));
  }

  @ParameterizedTest
  @CsvSource({
    "weights.labels = -0.1, distillation.weights.labels must not be negative",
    "weights.logits = 0, distillation.weights: logits",
    "temperature = 0, distillation.temperature must be positive",
    "relation-heads = 0, distillation.relation-heads must be at least 1",
    "teacher = nobody, 'distillation.teacher must be one of none, largest, published'",
  })
  void whatMakesNoSenseIsRefused(String setting, String message) {
    assertThatThrownBy(() -> train("train.distillation { teacher = largest, " + setting + " }"))
        .isInstanceOfSatisfying(
            MosnasException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.USAGE))
        .hasMessageContaining("mosnas.train." + message);
  }

  private static TrainSettings train(String text) {
    return TrainSettings.from(config(text), TrainSettings.TRAIN);
  }

  private static Config config(String text) {
    return ConfigFactory.parseString("mosnas { " + text + " }")
        .withFallback(ConfigFactory.parseResources("reference.conf"))
        .resolve();
  }
}
