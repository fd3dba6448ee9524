package org.mosnas.model.family.translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mosnas.model.random.Seeds;
import org.mosnas.model.space.Genes;
import org.mosnas.model.space.IncompatibleSpecException;
import org.mosnas.model.space.SubnetSampler;

/** The gene part of item 8.13. */
class TranslationGenesTest {
  private static final TranslationSpace WMT = TestSpaces.hatWmt();
  private static final TranslationGenes CODEC = new TranslationGenes(WMT);

  @Test
  void hasFortyGenesInHatsOrder() {
    assertThat(CODEC.count()).isEqualTo(40);
    assertThat(CODEC.of(SubnetSampler.python().sample(WMT, 0)))
        .containsExactly(
            512, 6, 1024, 2048, 2048, 1024, 1024, 2048, 4, 4, 4, 8, 8, 8, // encoder
            512, 4, 3072, 2048, 1024, 1024, 3072, 3072, 4, 8, 4, 8, 8, 8, // decoder, self heads
            8, 8, 4, 4, 8, 8, 2, 2, 3, 3, 1, 1); // cross heads, attended layers
  }

  @Test
  void offersTheChoicesOfTheSpace() {
    assertThat(CODEC.choices(0)).containsExactly(640, 512);
    assertThat(CODEC.choices(1)).containsExactly(6);
    assertThat(CODEC.choices(15)).containsExactly(6, 5, 4, 3, 2, 1);
    assertThat(CODEC.choices(39)).containsExactly(1, 2, 3);
  }

  @Test
  void givesEverySubnetBack() {
    for (TranslationSpace space : List.of(WMT, TestSpaces.hatIwslt(), TestSpaces.micro())) {
      TranslationGenes codec = new TranslationGenes(space);
      for (long seed = 0; seed < 300; seed++) {
        TranslationSpec spec = TestSpaces.random(space, seed);
        int[] genes = codec.of(spec);
        assertThat(codec.spec(genes)).as("seed %d", seed).isEqualTo(spec);
        assertThat(codec.of(codec.spec(genes))).as("seed %d", seed).isEqualTo(genes);
      }
    }
  }

  @Test
  void inactiveGenesDoNotMatter() {
    SplittableRandom random = Seeds.generator(3, "genes");
    for (int draw = 0; draw < 300; draw++) {
      int[] genes = new int[CODEC.count()];
      for (int i = 0; i < genes.length; i++) {
        genes[i] = CODEC.choices(i).get(random.nextInt(CODEC.choices(i).size()));
      }
      TranslationSpec spec = CODEC.spec(genes);
      int[] canonical = CODEC.of(spec);
      assertThat(WMT.contains(spec)).isTrue();
      assertThat(CODEC.spec(canonical).id()).isEqualTo(spec.id());
      for (int i = 0; i < genes.length; i++) {
        boolean inactive = i >= 16 && (i - 16) % 6 >= genes[15];
        assertThat(CODEC.isActive(genes, i)).isEqualTo(!inactive);
        assertThat(canonical[i]).isEqualTo(inactive ? CODEC.choices(i).get(0) : genes[i]);
      }
    }
  }

  @Test
  void globalGenesAndThoseOfLayersAreAllGenesOnce() {
    for (TranslationSpace space : List.of(WMT, TestSpaces.hatIwslt(), TestSpaces.micro())) {
      Genes genes = space.genes();
      List<Integer> all = new ArrayList<>(genes.global());
      genes.layers().forEach(all::addAll);
      assertThat(all)
          .containsExactlyInAnyOrderElementsOf(IntStream.range(0, genes.count()).boxed().toList());
    }
    assertThat(CODEC.global()).containsExactly(0, 14, 1, 15);
    assertThat(CODEC.layers()).hasSize(12);
    assertThat(CODEC.layers().get(0)).containsExactly(2, 8);
    assertThat(CODEC.layers().get(5)).containsExactly(7, 13);
    assertThat(CODEC.layers().get(6)).containsExactly(16, 22, 28, 34);
    assertThat(CODEC.layers().get(11)).containsExactly(21, 27, 33, 39);
  }

  @Test
  void allGenesOfALayerThatASubnetHasAreActiveAndThoseOfOthersAreNot() {
    for (long seed = 0; seed < 100; seed++) {
      TranslationSpec spec = TestSpaces.random(WMT, seed);
      int[] genes = CODEC.of(spec);
      assertThat(CODEC.global()).allMatch(gene -> CODEC.isActive(genes, gene));
      for (int layer = 0; layer < 12; layer++) {
        boolean active = layer < 6 || layer - 6 < spec.decoder().size();
        assertThat(CODEC.layers().get(layer))
            .as("layer %d of seed %d", layer, seed)
            .allMatch(gene -> CODEC.isActive(genes, gene) == active);
      }
    }
  }

  @Test
  void refusesWrongGenes() {
    int[] genes = CODEC.of(WMT.largest());
    genes[8] = 5;
    assertThatThrownBy(() -> CODEC.spec(genes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("gene 8 (encoder self-attention heads) must be one of [8, 4], was 5");
    assertThatThrownBy(() -> CODEC.spec(new int[39]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected 40 genes");
    assertThatThrownBy(() -> CODEC.of(TestSpaces.hatIwslt().smallest()))
        .isInstanceOf(IncompatibleSpecException.class);
  }
}
