package org.mosnas.model.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.mosnas.model.error.ErrorKind;
import org.mosnas.model.error.MosnasException;

class CacheRowsTest {
  @Test
  void growsByDoublingAndKeepsWhatItHolds() {
    try (CacheRows rows = new CacheRows(3)) {
      rows.start(4, 2);
      for (int used = 0; used < 40; used++) {
        rows.reserve(used);
        for (int slot = 0; slot < 4; slot++) {
          rows.matrix().rows(slot * rows.room() + used, 1).fill(100 * slot + used);
        }
      }
      assertThat(rows.room()).isEqualTo(64);
      assertThat(rows.bytes()).isEqualTo(4 * 64 * 3 * 4);
      for (int slot = 0; slot < 4; slot++) {
        for (int row = 0; row < 40; row++) {
          assertThat(rows.matrix().get(slot * rows.room() + row, 2)).isEqualTo(100f * slot + row);
        }
      }
    }
  }

  @Test
  void usesAllOfItsMemoryForTheNextBatch() {
    try (CacheRows rows = new CacheRows(3)) {
      rows.start(8, 10);
      long bytes = rows.bytes();
      rows.start(2, 10);
      assertThat(rows.room()).isEqualTo(40);
      assertThat(rows.bytes()).isEqualTo(bytes);
    }
  }

  @Test
  void saysWhatToDoAboutBatchesThatFitInNoBlock() {
    try (CacheRows rows = new CacheRows(1024)) {
      assertThatThrownBy(() -> rows.start(1 << 16, 16))
          .isInstanceOf(MosnasException.class)
          .hasMessageContaining("4096 MiB")
          .hasMessageContaining("fewer sentences")
          .extracting(e -> ((MosnasException) e).kind())
          .isEqualTo(ErrorKind.RESOURCES);
    }
  }
}
