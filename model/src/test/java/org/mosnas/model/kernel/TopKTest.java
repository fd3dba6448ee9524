package org.mosnas.model.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosnas.model.memory.Matrix;
import org.mosnas.model.memory.Memory;

class TopKTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 3, 8, 31, 32, 33, 100, 8000, 32001})
  void findsWhatSortingFinds(int n) {
    for (int k : new int[] {1, 2, 8, 20}) {
      SplittableRandom random = new SplittableRandom(n);
      float[] values = new float[n];
      float[] manyEqual = new float[n];
      for (int i = 0; i < n; i++) {
        values[i] = (float) random.nextGaussian();
        manyEqual[i] = random.nextInt(1 + n / 3);
      }
      check(values, k);
      check(manyEqual, k);
    }
  }

  @Test
  void looksAtItsRowOnly() {
    try (Memory memory = Memory.allocate(60)) {
      memory.view(0, 1, 60).fill(9f);
      Matrix middle = memory.view(0, 3, 20).columns(3, 10).rows(1, 1);
      middle.assign(new float[] {0, 5, 1, 4, 2, 3, 0, 0, 0, 0});
      TopK topK = new TopK(3);
      topK.select(middle, 0);
      assertThat(indices(topK)).containsExactly(1, 3, 5);
    }
  }

  @Test
  void neverFindsWhatIsImpossibleOrNoNumber() {
    float[] values = new float[70];
    Arrays.fill(values, Float.NEGATIVE_INFINITY);
    values[9] = Float.NaN;
    values[10] = -3f;
    values[40] = -2f;
    values[69] = Float.NaN;
    try (Memory memory = Memory.allocate(values.length)) {
      Matrix row = memory.view(0, 1, values.length);
      row.assign(values);
      TopK topK = new TopK(5);
      topK.select(row, 0);
      assertThat(indices(topK)).containsExactly(40, 10);
    }
  }

  @Test
  void rejectsAnEmptyResult() {
    assertThatIllegalArgumentException().isThrownBy(() -> new TopK(0)).withMessageContaining("0");
  }

  private static void check(float[] values, int k) {
    List<Integer> sorted =
        IntStream.range(0, values.length)
            .boxed()
            .sorted(Comparator.comparing((Integer i) -> -values[i]).thenComparing(i -> i))
            .limit(k)
            .toList();
    try (Memory memory = Memory.allocate(values.length)) {
      Matrix row = memory.view(0, 1, values.length);
      row.assign(values);
      TopK topK = new TopK(k);
      topK.select(row, 0);
      assertThat(indices(topK)).containsExactlyElementsOf(sorted);
      for (int i = 0; i < topK.count(); i++) {
        assertThat(topK.value(i)).isEqualTo(values[topK.index(i)]);
      }
    }
  }

  private static List<Integer> indices(TopK topK) {
    return IntStream.range(0, topK.count()).mapToObj(topK::index).toList();
  }
}
