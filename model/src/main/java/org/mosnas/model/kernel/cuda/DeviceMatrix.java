package org.mosnas.model.kernel.cuda;

/**
 * A strided view of {@code rows × columns} floats on the device: element {@code (r, c)} lies {@code
 * r * stride + c} floats behind the address.
 *
 * @param address of its first float
 * @param rows number of rows
 * @param columns number of columns
 * @param stride distance of two rows, in floats
 */
public record DeviceMatrix(long address, int rows, int columns, int stride) {
  /** A dense matrix. */
  public static DeviceMatrix dense(long address, int rows, int columns) {
    return new DeviceMatrix(address, rows, columns, columns);
  }

  /** Whether its rows follow one another without gaps. */
  public boolean contiguous() {
    return stride == columns || rows <= 1;
  }

  /** Number of elements. */
  public long size() {
    return (long) rows * columns;
  }

  /** The first {@code newRows} rows and {@code newColumns} columns. */
  public DeviceMatrix prefix(int newRows, int newColumns) {
    if (newRows > rows || newColumns > columns) {
      throw new IllegalArgumentException(
          "a prefix of " + newRows + "x" + newColumns + " does not fit in " + rows + "x" + columns);
    }
    return new DeviceMatrix(address, newRows, newColumns, stride);
  }

  /** Columns {@code from} to {@code from + count}. */
  public DeviceMatrix columns(int from, int count) {
    if (from < 0 || from + count > columns) {
      throw new IllegalArgumentException(
          "columns " + from + ".." + (from + count) + " of " + columns);
    }
    return new DeviceMatrix(address + (long) from * Float.BYTES, rows, count, stride);
  }

  /** Rows {@code from} to {@code from + count}. */
  public DeviceMatrix rows(int from, int count) {
    if (from < 0 || from + count > rows) {
      throw new IllegalArgumentException("rows " + from + ".." + (from + count) + " of " + rows);
    }
    return new DeviceMatrix(address + (long) from * stride * Float.BYTES, count, columns, stride);
  }

  /** The same floats in rows of another length; only for a dense matrix. */
  public DeviceMatrix reshaped(int newRows, int newColumns) {
    if (!contiguous() || (long) newRows * newColumns != size()) {
      throw new IllegalArgumentException(
          rows + "x" + columns + " of stride " + stride + " as " + newRows + "x" + newColumns);
    }
    return dense(address, newRows, newColumns);
  }
}
