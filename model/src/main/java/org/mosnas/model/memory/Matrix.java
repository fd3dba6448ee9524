package org.mosnas.model.memory;

/**
 * A strided view of {@code rows × columns} floats: element {@code (r, c)} is the float at {@code
 * offset + r * stride + c} of its memory.
 *
 * <p>A prefix slice of a stored matrix, such as the weights of a smaller layer, is the same memory
 * with fewer rows and columns and the same stride.
 *
 * @param memory block it lies in
 * @param offset index of its first float
 * @param rows number of rows
 * @param columns number of columns
 * @param stride distance of two rows, in floats; at least {@code columns}
 */
public record Matrix(Memory memory, int offset, int rows, int columns, int stride) {

  /** Number of elements. */
  public int size() {
    return rows * columns;
  }

  /** Whether its elements follow one another without gaps. */
  public boolean contiguous() {
    return stride == columns || rows <= 1;
  }

  /** Address of its first float. */
  public long address() {
    return memory.address(offset);
  }

  /** Offset of row {@code row} in bytes. */
  public int rowByteOffset(int row) {
    return (offset + row * stride) * Float.BYTES;
  }

  /** The first {@code newRows} rows and {@code newColumns} columns. */
  public Matrix prefix(int newRows, int newColumns) {
    if (newRows > rows || newColumns > columns) {
      throw new IllegalArgumentException(
          "a prefix of " + newRows + "x" + newColumns + " does not fit in " + rows + "x" + columns);
    }
    return new Matrix(memory, offset, newRows, newColumns, stride);
  }

  /** Columns {@code from} to {@code from + count}. */
  public Matrix columns(int from, int count) {
    if (from < 0 || from + count > columns) {
      throw new IllegalArgumentException(
          "columns " + from + ".." + (from + count) + " of " + columns);
    }
    return new Matrix(memory, offset + from, rows, count, stride);
  }

  /** Rows {@code from} to {@code from + count}. */
  public Matrix rows(int from, int count) {
    if (from < 0 || from + count > rows) {
      throw new IllegalArgumentException("rows " + from + ".." + (from + count) + " of " + rows);
    }
    return new Matrix(memory, offset + from * stride, count, columns, stride);
  }

  /** The element in {@code row}, {@code column}. */
  public float get(int row, int column) {
    return memory.get(offset + row * stride + column);
  }

  /** Sets the element in {@code row}, {@code column}. */
  public void set(int row, int column, float value) {
    memory.set(offset + row * stride + column, value);
  }

  /** Sets every element. */
  public void fill(float value) {
    for (int r = 0; r < rows; r++) {
      var floats = memory.bytes().slice(rowByteOffset(r), columns * Float.BYTES);
      floats.order(java.nio.ByteOrder.nativeOrder());
      for (int c = 0; c < columns; c++) {
        floats.putFloat(c * Float.BYTES, value);
      }
    }
  }

  /** A copy of its elements, row by row. */
  public float[] toArray() {
    float[] values = new float[size()];
    for (int r = 0; r < rows; r++) {
      memory.read(offset + r * stride, values, r * columns, columns);
    }
    return values;
  }

  /** Copies {@code values}, row by row, into it. */
  public void assign(float[] values) {
    if (values.length != size()) {
      throw new IllegalArgumentException(
          values.length + " values do not fill " + rows + "x" + columns);
    }
    for (int r = 0; r < rows; r++) {
      memory.write(offset + r * stride, values, r * columns, columns);
    }
  }
}
