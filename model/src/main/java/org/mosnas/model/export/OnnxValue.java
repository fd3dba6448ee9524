package org.mosnas.model.export;

/** A tensor of a graph, as the interpreter sees it. */
sealed interface OnnxValue {

  /** What its rows are. */
  OnnxRows rows();

  /** Width, in units. */
  int columns();

  /**
   * Columns of a tensor {@code [batch * time, total]}.
   *
   * @param name of the tensor
   * @param from first column
   * @param columns number of columns
   * @param total columns of the tensor
   */
  record Columns(String name, OnnxRows rows, int from, int columns, int total)
      implements OnnxValue {
    static Columns all(String name, OnnxRows rows, int columns) {
      return new Columns(name, rows, 0, columns, columns);
    }
  }

  /** A tensor split by heads already, {@code [batch, heads, time, columns / heads]}. */
  record Heads(String name, OnnxRows rows, int columns) implements OnnxValue {}

  /** Keys and values side by side, split by heads already. */
  record KeyValues(Heads keys, Heads values) implements OnnxValue {
    @Override
    public OnnxRows rows() {
      return keys.rows();
    }

    @Override
    public int columns() {
      return keys.columns() + values.columns();
    }
  }
}
