package org.mosnas.search.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.space.SearchSpace;
import org.mosnas.model.space.SubnetSampler;
import org.mosnas.model.space.TestSpaces;
import org.mosnas.model.space.TranslationSpec;

class BlocksTest {
  private final SearchSpace hat = TestSpaces.hatWmt();

  @Test
  void hatSpaceHas163DistinctBlocks() {
    assertThat(Blocks.of(hat)).doesNotHaveDuplicates().hasSize(1 + 12 + 2 + 144 + 2 + 2);
  }

  @Test
  void aSubnetHasOneBlockPerLayerAndFourMore() {
    assertThat(Blocks.of(hat.largest())).hasSize(6 + 6 + 4);
    assertThat(Blocks.of(hat.smallest())).hasSize(6 + 1 + 4);
    assertThat(Blocks.of(hat.smallest()))
        .contains(new Block.DecoderLayer(512, 512, 1024, 4, 4, 2))
        .contains(new Block.DecoderOutput(512));
  }

  @Test
  void aSpaceHasEveryBlockOfEverySubnet() {
    Set<Block> known = new HashSet<>(Blocks.of(hat));
    for (long seed = 0; seed < 200; seed++) {
      TranslationSpec spec = SubnetSampler.uniform().sample(hat, seed);
      assertThat(known).as("seed %d", seed).containsAll(Blocks.of(spec));
    }
  }

  @Test
  void keysNameBlocksAndBlocksNameKeys() {
    assertThat(new Block.EncoderLayer(640, 3072, 8).key().value())
        .isEqualTo("encoder-layer:embed=640,ffn=3072,heads=8");
    Set<BlockKey> keys = new HashSet<>();
    for (Block block : Blocks.of(hat)) {
      assertThat(block.key().block()).isEqualTo(block);
      keys.add(block.key());
    }
    assertThat(keys).hasSize(163);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "encoder-layer",
        "encoder-layer:embed=640",
        "encoder-layer:ffn=3072,embed=640,heads=8",
        "encoder-layer:embed=640,ffn=x,heads=8",
        "overhead:embed=1",
        "convolution:embed=640"
      })
  void rejectsKeysThatNameNoBlock(String key) {
    assertThatThrownBy(() -> new BlockKey(key).block())
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("'" + key + "'");
  }
}
