package org.mosnas.model.export;

/** A tensor of a graph, as the interpreter sees it. */
sealed interface OnnxValue {

  /** What its rows are. */
  Rows rows();

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
  record Columns(String name, Rows rows, int from, int columns, int total) implements OnnxValue {
    static Columns all(String name, Rows rows, int columns) {
      return new Columns(name, rows, 0, columns, columns);
    }
  }

  /** A tensor split by heads already, {@code [batch, heads, time, columns / heads]}. */
  record Heads(String name, Rows rows, int columns) implements OnnxValue {}

  /** Keys and values side by side, split by heads already. */
  record KeyValues(Heads keys, Heads values) implements OnnxValue {
    @Override
    public Rows rows() {
      return keys.rows();
    }

    @Override
    public int columns() {
      return keys.columns() + values.columns();
    }
  }

  /**
   * What the rows of a tensor are, in place of the lengths of sentences, which differ from call to
   * call.
   *
   * @param batch name of a list with one number: the number of sentences, or of prefixes
   * @param copies sequences concatenated in time
   */
  record Rows(String batch, int copies) {
    Rows times(int factor) {
      return new Rows(batch, copies * factor);
    }
  }
}
