package org.mosnas.search.latency;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.mosnas.model.space.Block;
import org.mosnas.model.space.SearchSpace;
import org.mosnas.search.latency.LatencyStats.Trimming;
import org.mosnas.search.latency.LatencyTable.NetworkFrame;

/** Protocols, machines and tables that tests share. */
public final class TestLatency {
  public static final LatencyProtocol PROTOCOL =
      new LatencyProtocol(20, 20, 1, 5, 30, 30, 1, 1, true, Trimming.HAT);

  public static final HardwareFingerprint HARDWARE =
      new HardwareFingerprint(
          "AMD EPYC 9654 96-Core Processor", 2, 8L << 30, 1, "tape", "OpenJDK 17", "Zen");

  public static final NetworkFrame FRAME =
      NetworkFrame.of(Map.of("qkv-size", 512, "vocabulary-size", 32_768));

  private TestLatency() {}

  /** A table of all blocks of {@code space}, each taking what {@code millis} says. */
  public static LatencyTable table(SearchSpace space, ToDoubleFunction<Block> millis) {
    Map<BlockKey, LatencyStats> entries = new LinkedHashMap<>();
    for (Block block : space.blocks()) {
      entries.put(BlockKey.of(block), stats(millis.applyAsDouble(block)));
    }
    return new LatencyTable(entries, FRAME, PROTOCOL, HARDWARE);
  }

  /** A table in which time grows with the product of widths, roughly as real networks do. */
  public static LatencyTable plausibleTable(SearchSpace space) {
    return table(space, TestLatency::plausibleMillis);
  }

  static LatencyStats stats(double millis) {
    return LatencyStats.of(new double[] {millis * 1e6}, Trimming.NONE);
  }

  private static double plausibleMillis(Block block) {
    Map<String, Integer> sizes = block.sizes();
    int embed = sizes.getOrDefault("embed", sizes.getOrDefault("decoder-embed", 1));
    int heads = sizes.getOrDefault("heads", sizes.getOrDefault("self-heads", 1));
    double work = embed * (double) (sizes.getOrDefault("ffn", 0) + 64);
    double attention = sizes.getOrDefault("attended-layers", 1) * 0.1 + heads * 0.05;
    return 0.2 + work / 1e6 + attention;
  }
}
