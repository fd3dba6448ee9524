package org.mosnas.spark.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PiecesTest {
  @ParameterizedTest
  @CsvSource({
    "1, 16, 1",
    "16, 16, 2",
    "17, 16, 2",
    "1000, 64, 3",
    "1000, 64, 32",
    "1000, 10, 200",
  })
  void piecesOfABlockFollowOneAnotherAndCoverIt(int floats, int blockFloats, int workers) {
    Pieces pieces = new Pieces(floats, blockFloats, workers);
    int end = 0;
    for (int piece : pieces.all().toArray()) {
      int block = pieces.block(piece);
      assertThat(pieces.from(piece)).isEqualTo(end);
      end = pieces.to(piece);
      assertThat(end).isGreaterThan(pieces.from(piece));
      assertThat(pieces.from(piece)).isGreaterThanOrEqualTo(block * blockFloats);
      assertThat(end).isLessThanOrEqualTo(Math.min(floats, (block + 1) * blockFloats));
      assertThat(pieces.blockSize(piece))
          .isEqualTo(Math.min(blockFloats, floats - block * blockFloats));
      for (int worker = 0; worker < workers; worker++) {
        assertThat(pieces.piece(pieces.key(piece, worker))).isEqualTo(piece);
      }
    }
    assertThat(end).isEqualTo(floats);
  }

  @Test
  void aPieceOfAllWorkersIsNoLargerThanABlockWhateverTheirNumber() {
    for (int workers = 1; workers <= 64; workers++) {
      Pieces pieces = new Pieces(1 << 22, 1 << 20, workers);
      int size = pieces.to(0) - pieces.from(0);
      assertThat((long) workers * size).as("%d workers", workers).isLessThanOrEqualTo(1 << 20);
    }
  }

  @Test
  void keysThatAnIntCannotCountAreRefused() {
    Pieces pieces = new Pieces(Integer.MAX_VALUE - 64, 64, 1000);
    assertThatThrownBy(() -> pieces.key(Integer.MAX_VALUE / 4, 1))
        .isInstanceOf(ArithmeticException.class);
  }
}
