package org.mosnas.model.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.mosnas.model.random.Seeds;

/** The gene part of item 8.13. */
class GeneCodecTest {
  private static final SearchSpace WMT = TestSpaces.hatWmt();
  private static final GeneCodec CODEC = new GeneCodec(WMT);

  @Test
  void hasFortyGenesInHatsOrder() {
    assertThat(CODEC.geneCount()).isEqualTo(40);
    assertThat(CODEC.genes(SubnetSampler.python().sample(WMT, 0)))
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
    for (SearchSpace space : List.of(WMT, TestSpaces.hatIwslt(), TestSpaces.micro())) {
      GeneCodec codec = new GeneCodec(space);
      for (long seed = 0; seed < 300; seed++) {
        TranslationSpec spec = SubnetSampler.uniform().sample(space, seed);
        int[] genes = codec.genes(spec);
        assertThat(codec.spec(genes)).as("seed %d", seed).isEqualTo(spec);
        assertThat(codec.genes(codec.spec(genes))).as("seed %d", seed).isEqualTo(genes);
      }
    }
  }

  @Test
  void inactiveGenesDoNotMatter() {
    SplittableRandom random = Seeds.generator(3, "genes");
    for (int draw = 0; draw < 300; draw++) {
      int[] genes = new int[CODEC.geneCount()];
      for (int i = 0; i < genes.length; i++) {
        genes[i] = CODEC.choices(i).get(random.nextInt(CODEC.choices(i).size()));
      }
      TranslationSpec spec = CODEC.spec(genes);
      int[] canonical = CODEC.genes(spec);
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
  void refusesWrongGenes() {
    int[] genes = CODEC.genes(WMT.largest());
    genes[8] = 5;
    assertThatThrownBy(() -> CODEC.spec(genes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("gene 8 (encoder self-attention heads) must be one of [8, 4], was 5");
    assertThatThrownBy(() -> CODEC.spec(new int[39]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected 40 genes");
    assertThatThrownBy(() -> CODEC.genes(TestSpaces.hatIwslt().smallest()))
        .isInstanceOf(IncompatibleSpecException.class);
  }
}
