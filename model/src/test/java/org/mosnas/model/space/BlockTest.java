package org.mosnas.model.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockTest {
  private static final Block LAYER =
      Block.of("encoder-layer").with("embed", 96).with("ffn", 256).with("heads", 2);

  @Test
  void textHoldsTheKindAndTheSizesInTheirOrder() {
    assertThat(LAYER).hasToString("encoder-layer:embed=96,ffn=256,heads=2");
    assertThat(Block.of("overhead")).hasToString("overhead:");
    assertThat(Block.of("x").with("b", 1).with("a", 2)).hasToString("x:b=1,a=2");
  }

  @Test
  void blocksOfEqualKindAndSizesAreEqual() {
    Map<String, Integer> sizes = new LinkedHashMap<>();
    sizes.put("embed", 96);
    sizes.put("ffn", 256);
    sizes.put("heads", 2);
    assertThat(new Block("encoder-layer", sizes)).isEqualTo(LAYER).hasSameHashCodeAs(LAYER);
    assertThat(LAYER.with("heads", 4)).isNotEqualTo(LAYER);
    assertThat(new Block("decoder-layer", sizes)).isNotEqualTo(LAYER);
    assertThat(LAYER.with("heads", 2)).isEqualTo(LAYER);
    sizes.put("ffn", 1);
    assertThat(new Block("encoder-layer", sizes).size("ffn")).isEqualTo(1);
    assertThat(LAYER.size("ffn")).isEqualTo(256);
  }

  @Test
  void theOrderOfTheSizesIsPartOfABlockAsOfItsText() {
    Block one = Block.of("x").with("a", 2).with("b", 1);
    Block other = Block.of("x").with("b", 1).with("a", 2);
    assertThat(one).isNotEqualTo(other);
    assertThat(one.toString()).isNotEqualTo(other.toString());
    assertThat(one).isEqualTo(Block.of("x").with("a", 2).with("b", 1));
  }

  @Test
  void oneMoreSizeLeavesTheBlockAsItIs() {
    Block wider = LAYER.with("embed", 128);
    assertThat(wider).hasToString("encoder-layer:embed=128,ffn=256,heads=2");
    assertThat(LAYER).hasToString("encoder-layer:embed=96,ffn=256,heads=2");
    assertThatThrownBy(() -> LAYER.sizes().put("embed", 1))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void doesNotSeeLaterChangesOfTheMapItWasMadeOf() {
    Map<String, Integer> sizes = new LinkedHashMap<>(Map.of("embed", 8));
    Block block = new Block("x", sizes);
    sizes.put("embed", 9);
    assertThat(block.size("embed")).isEqualTo(8);
  }

  @Test
  void refusesUnknownSizes() {
    assertThatThrownBy(() -> LAYER.size("depth"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no size is called depth in block encoder-layer:embed=96,ffn=256,heads=2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "encoder:layer", ":"})
  void refusesKindsThatCannotBeReadBack(String kind) {
    assertThatThrownBy(() -> Block.of(kind))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("without a colon, was " + kind);
  }

  @Test
  void travelsToExecutors() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(LAYER);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject()).isEqualTo(LAYER).hasToString(LAYER.toString());
    }
  }
}
