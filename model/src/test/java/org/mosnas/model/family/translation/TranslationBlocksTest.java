package org.mosnas.model.family.translation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mosnas.model.space.Block;
import org.mosnas.model.space.SubnetSampler;
import org.mosnas.model.space.SubnetSpec;

class TranslationBlocksTest {
  private final TranslationSpace hat = TestSpaces.hatWmt();

  @Test
  void hatSpaceHas163DistinctBlocks() {
    assertThat(hat.blocks()).doesNotHaveDuplicates().hasSize(1 + 12 + 2 + 144 + 2 + 2);
  }

  @Test
  void aSubnetHasOneBlockPerLayerAndFourMore() {
    assertThat(hat.largest().blocks()).hasSize(6 + 6 + 4);
    assertThat(hat.smallest().blocks()).hasSize(6 + 1 + 4);
    assertThat(hat.smallest().blocks())
        .contains(
            Block.of("decoder-layer")
                .with("decoder-embed", 512)
                .with("encoder-embed", 512)
                .with("ffn", 1024)
                .with("self-heads", 4)
                .with("cross-heads", 4)
                .with("attended-layers", 2))
        .contains(Block.of("decoder-output").with("embed", 512));
  }

  @Test
  void aSpaceHasEveryBlockOfEverySubnet() {
    Set<Block> known = new HashSet<>(hat.blocks());
    for (long seed = 0; seed < 200; seed++) {
      SubnetSpec spec = SubnetSampler.uniform().sample(hat, seed);
      assertThat(known).as("seed %d", seed).containsAll(spec.blocks());
    }
  }
}
