package org.mosnas.search.latency;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import org.mosnas.model.space.Block;
import org.mosnas.model.space.SubnetSpec;

/**
 * Adds up the medians of a subnet's blocks and corrects the sum by a {@link Calibration}.
 *
 * <p>Additive over layers for given widths, so the fastest subnet of a space is found exactly.
 */
public final class TableEstimator implements LatencyEstimator, Serializable {
  private final LatencyTable table;
  private final Calibration calibration;
  private final Map<Block, Double> millis = new HashMap<>();

  /**
   * Creates an estimator.
   *
   * @param table times of all blocks that will be asked for
   * @param calibration what whole networks told; {@link Calibration#NONE} for plain sums
   */
  public TableEstimator(LatencyTable table, Calibration calibration) {
    this.table = table;
    this.calibration = calibration;
    table.entries().forEach((key, stats) -> millis.put(key.block(), stats.medianMillis()));
  }

  /**
   * The plain sum of the blocks, in milliseconds: what a calibration is fitted on.
   *
   * @throws MissingLatencyException if the table lacks a block
   */
  public double blockSumMillis(SubnetSpec spec) {
    double sum = 0;
    for (Block block : spec.blocks()) {
      Double known = millis.get(block);
      sum += known != null ? known : table.stats(BlockKey.of(block)).medianMillis();
    }
    return sum;
  }

  /**
   * {@inheritDoc}
   *
   * @throws MissingLatencyException if the table lacks a block
   */
  @Override
  public double estimateMillis(SubnetSpec spec) {
    return calibration.calibrate(blockSumMillis(spec));
  }

  /**
   * {@inheritDoc}
   *
   * @throws MissingLatencyException if the table lacks a block
   */
  @Override
  public double upperBoundMillis(SubnetSpec spec) {
    return calibration.upperBound(blockSumMillis(spec));
  }

  /** The correction in use. */
  public Calibration calibration() {
    return calibration;
  }

  /** The table in use. */
  public LatencyTable table() {
    return table;
  }
}
