package org.mosnas.model.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 15, 16, 17, 1000})
  void isAlignedToACacheLine(int floats) {
    try (Memory memory = Memory.allocate(floats)) {
      assertThat(memory.address(0) % 64).isZero();
      assertThat(memory.size()).isEqualTo(floats);
      assertThat(memory.bytes().capacity()).isEqualTo(floats * Float.BYTES);
    }
  }

  @Test
  void emptyBlocksAreEmptyWhereverTheyLie() {
    List<Memory> blocks = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      blocks.add(Memory.allocate(0));
    }
    assertThat(blocks).extracting(memory -> memory.bytes().capacity()).containsOnly(0);
    blocks.forEach(Memory::close);
  }

  @Test
  void zerosAreZero() {
    for (int i = 0; i < 20; i++) {
      try (Memory memory = Memory.zeros(1003)) {
        float[] values = new float[1003];
        memory.read(0, values, 0, 1003);
        assertThat(values).containsOnly(0f);
        memory.view(0, 1, 1003).fill(7);
      }
    }
  }

  @Test
  void copiesToAndFromTheHeap() {
    try (Memory memory = Memory.zeros(8)) {
      memory.write(2, new float[] {9, 1, 2, 3, 9}, 1, 3);
      float[] values = {5, 5, 5, 5, 5, 5};
      memory.read(1, values, 1, 4);
      assertThat(values).containsExactly(5, 0, 1, 2, 3, 5);
      memory.set(7, -4);
      assertThat(memory.get(7)).isEqualTo(-4);
      assertThat(memory.get(5)).isZero();
    }
  }

  @Test
  void refusesToReachOutside() {
    try (Memory memory = Memory.zeros(8)) {
      assertThatThrownBy(() -> memory.get(8)).isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> memory.write(6, new float[3], 0, 3))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> memory.read(-1, new float[3], 0, 3))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, Memory.MAX_FLOATS + 1L, Long.MAX_VALUE})
  void refusesSizesThatABufferCannotHave(long floats) {
    assertThatThrownBy(() -> Memory.allocate(floats))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(Long.toString(floats));
  }

  @Test
  void mayBeClosedTwice() {
    Memory memory = Memory.zeros(8);
    memory.close();
    memory.close();
  }
}
