package org.mosnas.spark.run;

import java.util.List;
import java.util.Map;
import org.mosnas.model.space.Block;
import org.mosnas.search.latency.BlockKey;
import org.mosnas.search.latency.Calibration;
import org.mosnas.search.latency.Calibration.NetworkTiming;
import org.mosnas.search.latency.HardwareFingerprint;
import org.mosnas.search.latency.LatencyProtocol;
import org.mosnas.search.latency.LatencyStats;
import org.mosnas.search.latency.LatencyStats.Trimming;
import org.mosnas.search.latency.LatencyTable;
import org.mosnas.search.latency.LatencyTable.LatencyRow;
import org.mosnas.search.latency.LatencyTable.NetworkFrame;
import org.mosnas.spark.profile.LatencyProfile;
import org.mosnas.spark.profile.ProfiledHardware;

/** Small latency tables for tests. */
public final class TestProfiles {
  /** What the networks of the table have in common. */
  static final NetworkFrame FRAME =
      NetworkFrame.of(Map.of("qkv-size", 512, "vocabulary-size", 32_768));

  private TestProfiles() {}

  /** One block of each kind, and two networks. */
  public static LatencyProfile profile() {
    List<Block> blocks =
        List.of(
            Block.of("overhead"),
            Block.of("encoder-input").with("embed", 640),
            Block.of("encoder-layer").with("embed", 640).with("ffn", 3072).with("heads", 8),
            Block.of("decoder-input").with("embed", 512),
            Block.of("decoder-layer")
                .with("decoder-embed", 512)
                .with("encoder-embed", 640)
                .with("ffn", 1024)
                .with("self-heads", 8)
                .with("cross-heads", 4)
                .with("attended-layers", 3),
            Block.of("decoder-output").with("embed", 512));
    LatencyProtocol protocol = new LatencyProtocol(5, 20, 2, 4, 30, 25, 1, 1, true, Trimming.HAT);
    HardwareFingerprint hardware =
        new HardwareFingerprint("Some CPU (R) 3000", 2, 8L << 30, 1, "tape", "OpenJDK 17", "Zen");
    List<LatencyRow> rows =
        blocks.stream()
            .map(
                block ->
                    new LatencyRow(
                        BlockKey.of(block),
                        stats(1 + blocks.indexOf(block)),
                        FRAME,
                        protocol,
                        hardware))
            .toList();
    LatencyTable table = LatencyTable.fromRows(rows);
    return new LatencyProfile(
        table,
        new Calibration(1.25, 0.5, 1.0625, 2),
        List.of(new NetworkTiming(10.5, 13.25), new NetworkTiming(20, 25.75)),
        List.of(ProfiledHardware.of(table, 1)));
  }

  /** The same with one more class of machines. */
  public static LatencyProfile withHardware(ProfiledHardware another) {
    LatencyProfile profile = profile();
    return new LatencyProfile(
        profile.table(),
        profile.calibration(),
        profile.networks(),
        List.of(profile.hardware().get(0), another));
  }

  private static LatencyStats stats(int millis) {
    double nanos = millis * 1e6;
    return new LatencyStats(20, nanos + 500, nanos, nanos + 1e5, nanos + 2e5, 1234.5, nanos - 1e4);
  }
}
