package org.mosnas.search.latency;

import java.io.Serializable;

/**
 * One block measured on one machine: a flat row, complete in itself, for tables that outlive runs.
 *
 * @param block what was measured
 * @param stats its times
 * @param frame sizes that the block's name leaves out
 * @param protocol how it was measured
 * @param hardware where it was measured
 */
public record LatencyRow(
    BlockKey block,
    LatencyStats stats,
    NetworkFrame frame,
    LatencyProtocol protocol,
    HardwareFingerprint hardware)
    implements Serializable {}
