package org.mosnas.spark.line;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Shares out texts so that all shares take about as long. */
public final class ByLength {
  private ByLength() {}

  /**
   * Deals the texts out in turns, the longest first.
   *
   * @param lengths of the texts, in tokens
   * @param shares at least 1
   * @return the indices of the texts of each share
   */
  public static List<List<Integer>> deal(int[] lengths, int shares) {
    List<List<Integer>> dealt = new ArrayList<>();
    IntStream.range(0, shares).forEach(share -> dealt.add(new ArrayList<>()));
    Comparator<Integer> byLength = Comparator.comparingInt(i -> lengths[i]);
    List<Integer> order =
        IntStream.range(0, lengths.length).boxed().sorted(byLength.reversed()).toList();
    for (int i = 0; i < order.size(); i++) {
      dealt.get(i % shares).add(order.get(i));
    }
    return dealt;
  }
}
