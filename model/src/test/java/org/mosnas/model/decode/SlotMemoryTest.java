package org.mosnas.model.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;

class SlotMemoryTest {
  @Test
  void growsByDoublingAndKeepsWhatItHolds() {
    try (SlotMemory memory = new SlotMemory(3)) {
      memory.start(4, 2);
      for (int used = 0; used < 40; used++) {
        memory.reserve(used);
        for (int slot = 0; slot < 4; slot++) {
          memory.matrix().rows(slot * memory.room() + used, 1).fill(100 * slot + used);
        }
      }
      assertThat(memory.room()).isEqualTo(64);
      assertThat(memory.bytes()).isEqualTo(4 * 64 * 3 * 4);
      for (int slot = 0; slot < 4; slot++) {
        for (int row = 0; row < 40; row++) {
          assertThat(memory.matrix().get(slot * memory.room() + row, 2))
              .isEqualTo(100f * slot + row);
        }
      }
    }
  }

  @Test
  void usesAllOfItsMemoryForTheNextBatch() {
    try (SlotMemory memory = new SlotMemory(3)) {
      memory.start(8, 10);
      long bytes = memory.bytes();
      memory.start(2, 10);
      assertThat(memory.room()).isEqualTo(40);
      assertThat(memory.bytes()).isEqualTo(bytes);
    }
  }

  @Test
  void saysWhatToDoAboutBatchesThatFitInNoBlock() {
    try (SlotMemory memory = new SlotMemory(1024)) {
      assertThatThrownBy(() -> memory.start(1 << 16, 16))
          .isInstanceOf(MosnasException.class)
          .hasMessageContaining("4096 MiB")
          .hasMessageContaining("fewer sentences")
          .extracting(e -> ((MosnasException) e).kind())
          .isEqualTo(ErrorKind.RESOURCES);
    }
  }
}
