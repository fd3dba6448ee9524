package org.mosnas.model.kernel.cuda;

import java.util.Arrays;

/**
 * Which rows of a tensor belong to which row of another, sorted by the latter: {@code
 * order[starts[k]]} to {@code order[starts[k + 1] - 1]} belong to {@code targets[k]}.
 *
 * @param order all rows of the one tensor
 * @param starts {@code [targets + 1]}
 * @param targets different rows of the other
 */
@SuppressWarnings("ArrayRecordComponent") // made, uploaded and forgotten, never compared
public record RowLists(int[] order, int[] starts, int[] targets) {
  /** Lists of a tensor whose row {@code r} belongs to row {@code targetOfRow[r]} of the other. */
  public static RowLists of(int[] targetOfRow) {
    int rows = targetOfRow.length;
    long[] keys = new long[rows];
    for (int r = 0; r < rows; r++) {
      keys[r] = (long) targetOfRow[r] << Integer.SIZE | r;
    }
    Arrays.sort(keys);
    int[] order = new int[rows];
    int[] starts = new int[rows + 1];
    int[] targets = new int[rows];
    int count = 0;
    for (int i = 0; i < rows; i++) {
      order[i] = (int) keys[i];
      int target = (int) (keys[i] >> Integer.SIZE);
      if (count == 0 || targets[count - 1] != target) {
        starts[count] = i;
        targets[count++] = target;
      }
    }
    starts[count] = rows;
    return new RowLists(order, Arrays.copyOf(starts, count + 1), Arrays.copyOf(targets, count));
  }

  /**
   * The same rows in lists of at most {@code most}: each belongs to a row of partial sums.
   *
   * @return lists whose targets are 0, 1, ...
   */
  public RowLists split(int most) {
    int[] cuts = new int[starts.length + order.length / most];
    int count = 0;
    for (int k = 0; k < targets.length; k++) {
      for (int from = starts[k]; from < starts[k + 1]; from += most) {
        cuts[count++] = from;
      }
    }
    cuts[count] = order.length;
    int[] parts = new int[count];
    Arrays.setAll(parts, i -> i);
    return new RowLists(order, Arrays.copyOf(cuts, count + 1), parts);
  }

  /** Which target each of the partial sums of {@link #split} belongs to. */
  public int[] targetsOfParts(int most) {
    int[] result = new int[starts.length + order.length / most];
    int count = 0;
    for (int k = 0; k < targets.length; k++) {
      for (int from = starts[k]; from < starts[k + 1]; from += most) {
        result[count++] = targets[k];
      }
    }
    return Arrays.copyOf(result, count);
  }

  /** All three, one after the other. */
  public int[] packed() {
    int[] packed = Arrays.copyOf(order, order.length + starts.length + targets.length);
    System.arraycopy(starts, 0, packed, order.length, starts.length);
    System.arraycopy(targets, 0, packed, order.length + starts.length, targets.length);
    return packed;
  }

  /** Where they are, once {@link #packed} has been uploaded to {@code address}. */
  public Uploaded at(long address) {
    long afterOrder = address + (long) order.length * Integer.BYTES;
    return new Uploaded(
        address, afterOrder, afterOrder + (long) starts.length * Integer.BYTES, targets.length);
  }

  /** Addresses of the lists, and how many there are. */
  public record Uploaded(long order, long starts, long targets, int count) {}
}
