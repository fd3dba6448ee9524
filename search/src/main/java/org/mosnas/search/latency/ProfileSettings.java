package org.mosnas.search.latency;

import com.typesafe.config.Config;
import java.util.Optional;
import org.mosnas.model.config.BlockSettings;
import org.mosnas.model.error.MosnasException;
import org.mosnas.search.latency.LatencyStats.Trimming;

/**
 * How latency is measured, the block {@code mosnas.profile}.
 *
 * @param blocks protocol of the blocks; lengths that are not set are 1 here and come from the space
 * @param sourceLength source tokens, or none for the reference length of the space
 * @param targetLength decoding steps, or none for the reference length of the space
 * @param networks whole networks that are measured to calibrate the sums of blocks, not negative
 * @param networkRounds counted rounds of the measurement of whole networks, at least 1
 * @param coverage share of networks that the latency bound is to hold for, in (0, 1)
 */
public record ProfileSettings(
    LatencyProtocol blocks,
    Optional<Integer> sourceLength,
    Optional<Integer> targetLength,
    int networks,
    int networkRounds,
    double coverage) {
  /** Path of the block. */
  public static final String PATH = "mosnas.profile";

  /** Checks the ranges. */
  public ProfileSettings {
    if (networks < 0) {
      throw new IllegalArgumentException(
          "calibration.networks must not be negative, was " + networks);
    }
    if (networkRounds < 1) {
      throw new IllegalArgumentException(
          "calibration.rounds must be at least 1, was " + networkRounds);
    }
    if (!(coverage > 0 && coverage < 1)) {
      throw new IllegalArgumentException("calibration.coverage must be in (0, 1), was " + coverage);
    }
  }

  /**
   * Reads the block, eagerly.
   *
   * @param root the whole configuration, resolved
   * @throws MosnasException of kind USAGE, naming the key that is missing or out of range
   */
  public static ProfileSettings from(Config root) {
    return BlockSettings.read(root, PATH, ProfileSettings::read);
  }

  /**
   * The protocol for the blocks of a space.
   *
   * @param referenceLength length, in tokens, where none is set
   */
  public LatencyProtocol blockProtocol(int referenceLength) {
    return new LatencyProtocol(
        blocks.warmUpRounds(),
        blocks.rounds(),
        blocks.repetitions(),
        blocks.beam(),
        sourceLength.orElse(referenceLength),
        targetLength.orElse(referenceLength),
        blocks.threads(),
        blocks.batch(),
        blocks.collapsed(),
        blocks.trimming());
  }

  /** As {@link #blockProtocol}, for whole networks: calibration and finalists. */
  public LatencyProtocol networkProtocol(int referenceLength) {
    return blockProtocol(referenceLength).withRounds(blocks.warmUpRounds(), networkRounds);
  }

  private static ProfileSettings read(BlockSettings block) {
    Optional<Integer> source = block.optionalInteger("source-length");
    Optional<Integer> target = block.optionalInteger("target-length");
    LatencyProtocol blocks =
        new LatencyProtocol(
            block.integer("warm-up-rounds"),
            block.integer("rounds"),
            block.integer("repetitions"),
            block.integer("beam"),
            source.orElse(1),
            target.orElse(1),
            block.integer("threads"),
            block.integer("batch"),
            true,
            new Trimming(block.number("trimmed-share")));
    return new ProfileSettings(
        blocks,
        source,
        target,
        block.integer("calibration.networks"),
        block.integer("calibration.rounds"),
        block.number("calibration.coverage"));
  }
}
