package org.mosnas.model.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.mosnas.model.family.translation.DecoderChoices;
import org.mosnas.model.family.translation.EmbeddingSharing;
import org.mosnas.model.family.translation.EncoderChoices;
import org.mosnas.model.family.translation.TokenBatch;
import org.mosnas.model.family.translation.TranslationEncoder;
import org.mosnas.model.family.translation.TranslationShape;
import org.mosnas.model.family.translation.TranslationSpace;
import org.mosnas.model.memory.ResidentMemory;
import org.mosnas.model.network.DropoutRates;
import org.mosnas.model.space.EncodingKind;
import org.mosnas.model.supernet.Mixture;
import org.mosnas.model.supernet.RouterInput.SpecRouterInput;
import org.mosnas.model.supernet.Supernet;
import org.mosnas.model.text.SentencePair;
import org.mosnas.model.text.Vocabulary;
import org.mosnas.model.train.SubnetSchedule.Moment;

/** Memory does not grow with the number of updates, whatever subnets and sentences come. */
class ReplicaMemoryTest {
  /** An update takes one to five megabytes, more than one of them for mixed weights. */
  private static final TranslationSpace SPACE =
      new TranslationSpace(
          "memory",
          new EncoderChoices(List.of(64, 48), List.of(2), List.of(256, 128), List.of(4, 2)),
          new DecoderChoices(
              List.of(64, 48),
              List.of(2, 1),
              List.of(256, 128),
              List.of(4, 2),
              List.of(4, 2),
              List.of(1, 2)),
          64,
          EmbeddingSharing.SHARED,
          10);

  @Test
  void staysFlatOverRandomSubnetsAndBatches() {
    Supernet supernet =
        new Supernet(
            TranslationShape.of(SPACE, MicroTraining.VOCABULARY, MicroTraining.VOCABULARY),
            Mixture.neuronWise(2, 8),
            new SpecRouterInput(TranslationEncoder.forSpace(SPACE), EncodingKind.FINE));
    TrainSettings settings =
        MicroTraining.settings(
            new DropoutRates(0.1, 0.1, 0.1), MicroTraining.ADAM, MicroTraining.RATE);
    SubnetSchedule schedule = new SubnetSchedule.Random(SPACE, 1, 1);
    try (HostReplica replica = MicroTraining.replica(supernet, settings)) {
      for (int update = 0; update < 40; update++) {
        replica.update(List.of(batch(update)), schedule.at(Moment.of(update)), update);
      }
      long growth = ResidentMemory.growthPerRound(() -> updates(30, replica, schedule));
      assertThat(growth).isLessThan(10L << 20);
    }
  }

  private static void updates(int count, HostReplica replica, SubnetSchedule schedule) {
    for (int i = 0; i < count; i++) {
      long update = replica.updates();
      replica.update(List.of(batch(update)), schedule.at(Moment.of(update)), update);
    }
  }

  /** 3 to 10 sentences of 5 to 30 tokens. */
  private static TokenBatch batch(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<SentencePair> pairs = new ArrayList<>();
    for (int i = random.nextInt(3, 11); i > 0; i--) {
      pairs.add(new SentencePair(sentence(random), sentence(random)));
    }
    return TokenBatch.of(pairs);
  }

  private static int[] sentence(SplittableRandom random) {
    int[] ids = random.ints(random.nextInt(5, 31), 4, MicroTraining.VOCABULARY).toArray();
    ids[ids.length - 1] = Vocabulary.EOS;
    return ids;
  }
}
