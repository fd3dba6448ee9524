package org.mosnas.spark.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mosnas.model.train.LearningRate;
import org.mosnas.model.train.TrainSettings;
import org.mosnas.spark.cli.Tenants;
import org.mosnas.spark.config.ConfigSources;
import org.mosnas.spark.config.EffectiveConfig;
import org.mosnas.spark.config.Extensions;
import org.mosnas.spark.config.SettingsLoader;
import org.mosnas.spark.stage.FromScratchSettings.Budget;

class FromScratchSettingsTest {
  @Test
  void isOffUnlessAskedFor() {
    assertThat(load().bind(FromScratchSettings::from))
        .isEqualTo(new FromScratchSettings(false, Budget.FINETUNE));
    assertThat(
            load("from-scratch.enabled=true", "from-scratch.budget=total")
                .bind(FromScratchSettings::from))
        .isEqualTo(new FromScratchSettings(true, Budget.TOTAL));
    assertThatThrownBy(() -> load("from-scratch.budget=large").bind(FromScratchSettings::from))
        .hasMessageContaining("mosnas.from-scratch.budget must be one of finetune, total");
  }

  @Test
  void trainsAsLongAsFinetuningButByTheRatesOfTraining() {
    EffectiveConfig config =
        load(
            "train.rounds=10",
            "train.updates-per-round=40",
            "train.learning-rate.warmup-updates=100",
            "finetune.rounds=5",
            "finetune.updates-per-round=20",
            "finetune.workers=3");
    TrainSettings scratch = FromScratchStage.training(config, Tenants.all());
    assertThat(scratch.rounds()).isEqualTo(5);
    assertThat(scratch.updatesPerRound()).isEqualTo(20);
    assertThat(scratch.batching().workers()).isEqualTo(3);
    assertThat(scratch.learningRate()).isEqualTo(new LearningRate.Cosine(1e-7, 2e-3, 25, 100));
    assertThat(new FromScratchSettings(true, Budget.FINETUNE).describe(scratch))
        .isEqualTo("100 updates of up to 6144 tokens, as many as finetuning");
  }

  @Test
  void orAsLongAsTrainingAndFinetuningTogetherCountedInTokens() {
    EffectiveConfig config =
        load(
            "from-scratch.budget=total",
            "train.rounds=10",
            "train.updates-per-round=40",
            "finetune.rounds=5",
            "finetune.updates-per-round=40",
            "finetune.micro-batches=2");
    TrainSettings scratch = FromScratchStage.training(config, Tenants.all());
    assertThat(scratch.updates()).isEqualTo(400 + 2 * 200);
    assertThat(scratch.learningRate()).isEqualTo(new LearningRate.Cosine(1e-7, 2e-3, 400, 800));
  }

  private static EffectiveConfig load(String... assignments) {
    return SettingsLoader.with(Extensions.none())
        .load(new ConfigSources(List.of(), List.of(assignments), Optional.empty()));
  }
}
