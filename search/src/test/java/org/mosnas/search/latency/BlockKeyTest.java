package org.mosnas.search.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.family.translation.TestSpaces;
import org.mosnas.model.space.Block;

class BlockKeyTest {
  @Test
  void keysNameBlocksAndBlocksNameKeys() {
    Block layer = Block.of("encoder-layer").with("embed", 640).with("ffn", 3072).with("heads", 8);
    assertThat(BlockKey.of(layer).value()).isEqualTo("encoder-layer:embed=640,ffn=3072,heads=8");
    Set<BlockKey> keys = new HashSet<>();
    for (Block block : TestSpaces.hatWmt().blocks()) {
      assertThat(BlockKey.of(block).block()).isEqualTo(block);
      keys.add(BlockKey.of(block));
    }
    assertThat(keys).hasSize(163);
  }

  /** Whether a space has such a block is for the reader of a table to say. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "encoder-layer",
        ":embed=640",
        "encoder-layer:embed",
        "encoder-layer:embed=",
        "encoder-layer:embed=640,",
        "encoder-layer:embed=640,,heads=8",
        "encoder-layer:embed=640,ffn=x,heads=8",
        "encoder-layer:embed=640,embed=640",
        "encoder-layer:embed=0640",
        "encoder-layer:embed=99999999999",
        "encoder-layer:embed=6:40"
      })
  void rejectsKeysThatNameNoBlock(String key) {
    assertThatThrownBy(() -> new BlockKey(key).block())
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("'" + key + "'");
  }
}
