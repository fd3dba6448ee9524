package org.mosnas.model.engine.cost;

/**
 * The shape of a tensor {@code [rows, columns]}.
 *
 * @param rows tokens of the batch
 * @param columns width, in units
 */
public record CostShape(int rows, int columns) {
  /** Number of elements. */
  long size() {
    return (long) rows * columns;
  }
}
