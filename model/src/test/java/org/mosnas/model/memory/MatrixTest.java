package org.mosnas.model.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MatrixTest {
  private final Memory memory = Memory.zeros(64);
  private final Matrix matrix = counted(memory.view(8, 4, 6));

  @AfterEach
  void close() {
    memory.close();
  }

  @Test
  void aPrefixIsTheSameMemoryWithFewerRowsAndColumns() {
    Matrix prefix = matrix.prefix(2, 3);
    assertThat(prefix.toArray()).containsExactly(0, 1, 2, 6, 7, 8);
    assertThat(prefix.stride()).isEqualTo(6);
    prefix.set(1, 2, -1);
    assertThat(matrix.get(1, 2)).isEqualTo(-1);
  }

  @Test
  void rowsAndColumnsAreViews() {
    assertThat(matrix.rows(1, 2).toArray())
        .containsExactly(6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17);
    assertThat(matrix.columns(4, 2).toArray()).containsExactly(4, 5, 10, 11, 16, 17, 22, 23);
    assertThat(matrix.rows(2, 2).columns(1, 2).prefix(1, 2).toArray()).containsExactly(13, 14);
  }

  @Test
  void writingToAViewLeavesItsNeighboursAlone() {
    matrix.columns(2, 3).rows(1, 2).fill(-5);
    matrix.columns(1, 1).assign(new float[] {-1, -2, -3, -4});
    assertThat(matrix.toArray())
        .containsExactly(
            0, -1, 2, 3, 4, 5, 6, -2, -5, -5, -5, 11, 12, -3, -5, -5, -5, 17, 18, -4, 20, 21, 22,
            23);
    assertThat(memory.get(7)).isZero();
    assertThat(memory.get(32)).isZero();
  }

  @Test
  void isContiguousUnlessRowsLeaveGaps() {
    assertThat(matrix.contiguous()).isTrue();
    assertThat(matrix.rows(1, 2).contiguous()).isTrue();
    assertThat(matrix.prefix(1, 3).contiguous()).isTrue();
    assertThat(matrix.prefix(2, 3).contiguous()).isFalse();
  }

  @Test
  void knowsWhereItsRowsLie() {
    Matrix view = matrix.columns(2, 2);
    assertThat(view.rowByteOffset(3)).isEqualTo((8 + 2 + 3 * 6) * Float.BYTES);
    assertThat(view.address()).isEqualTo(memory.address(10));
    assertThat(view.size()).isEqualTo(8);
  }

  @Test
  void refusesViewsThatDoNotFit() {
    assertThatThrownBy(() -> matrix.prefix(5, 6))
        .hasMessageContaining("5x6")
        .hasMessageContaining("4x6");
    assertThatThrownBy(() -> matrix.prefix(4, 7)).hasMessageContaining("4x7");
    assertThatThrownBy(() -> matrix.rows(3, 2)).hasMessageContaining("3..5 of 4");
    assertThatThrownBy(() -> matrix.rows(-1, 2)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> matrix.columns(5, 2)).hasMessageContaining("5..7 of 6");
    assertThatThrownBy(() -> matrix.columns(-1, 2)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesValuesThatDoNotFillIt() {
    assertThatThrownBy(() -> matrix.assign(new float[23]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("23");
  }

  private static Matrix counted(Matrix matrix) {
    float[] values = new float[matrix.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    matrix.assign(values);
    return matrix;
  }
}
