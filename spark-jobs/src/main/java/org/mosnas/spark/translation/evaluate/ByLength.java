package org.mosnas.spark.translation.evaluate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Shares out sentences so that all shares take about as long to translate. */
final class ByLength {
  private ByLength() {}

  /**
   * Deals the sentences out in turns, the longest first.
   *
   * @param sources token ids
   * @param shares at least 1
   * @return the indices of the sentences of each share
   */
  static List<List<Integer>> deal(List<int[]> sources, int shares) {
    List<List<Integer>> dealt = new ArrayList<>();
    IntStream.range(0, shares).forEach(share -> dealt.add(new ArrayList<>()));
    Comparator<Integer> byLength = Comparator.comparingInt(i -> sources.get(i).length);
    List<Integer> order =
        IntStream.range(0, sources.size()).boxed().sorted(byLength.reversed()).toList();
    for (int i = 0; i < order.size(); i++) {
      dealt.get(i % shares).add(order.get(i));
    }
    return dealt;
  }
}
