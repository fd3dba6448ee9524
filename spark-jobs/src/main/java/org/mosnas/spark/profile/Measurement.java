package org.mosnas.spark.profile;

import java.io.Serializable;
import java.util.List;
import org.mosnas.search.latency.HardwareFingerprint;
import org.mosnas.search.latency.LatencyStats;

/**
 * What the executor of one machine measured.
 *
 * @param hardware where
 * @param blocks times of the blocks, in their order
 * @param networks times of the whole networks, in their order
 */
public record Measurement(
    HardwareFingerprint hardware, List<LatencyStats> blocks, List<LatencyStats> networks)
    implements Serializable {}
