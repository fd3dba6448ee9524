package org.mosnas.spark.profile;

import java.util.List;
import org.apache.spark.api.java.function.Function0;
import org.mosnas.model.engine.EngineKind;
import org.mosnas.model.family.Workloads;
import org.mosnas.model.space.Block;
import org.mosnas.model.space.SubnetSpec;
import org.mosnas.search.latency.HardwareFingerprint;
import org.mosnas.search.latency.LatencyProbe;
import org.mosnas.search.latency.LatencyProtocol;
import org.mosnas.search.latency.LatencyStats;

/** Measures blocks and networks in the JVM it runs in. */
final class MeasureTask implements Function0<Measurement> {
  private static final long serialVersionUID = 1L;

  private final TimedNetworks timed;
  private final LatencyProtocol blockProtocol;
  private final LatencyProtocol networkProtocol;
  private final List<Block> blocks;
  private final List<SubnetSpec> networks;

  MeasureTask(
      TimedNetworks timed,
      LatencyProtocol blockProtocol,
      LatencyProtocol networkProtocol,
      List<Block> blocks,
      List<SubnetSpec> networks) {
    this.timed = timed;
    this.blockProtocol = blockProtocol;
    this.networkProtocol = networkProtocol;
    this.blocks = List.copyOf(blocks);
    this.networks = List.copyOf(networks);
  }

  @Override
  public Measurement call() {
    return new Measurement(hardware(blockProtocol.threads(), timed.engine()), blocks(), networks());
  }

  /** The machine that this is called on. */
  static HardwareFingerprint hardware(int threads, EngineKind engine) {
    return HardwareFingerprint.ofThisMachine(threads, engine.settingName(), "");
  }

  private List<LatencyStats> blocks() {
    try (Workloads workloads = timed.workloads(blockProtocol.size())) {
      return new LatencyProbe(blockProtocol).measure(blocks.stream().map(workloads::of).toList());
    }
  }

  private List<LatencyStats> networks() {
    try (Workloads workloads = timed.workloads(networkProtocol.size())) {
      return new LatencyProbe(networkProtocol)
          .measure(networks.stream().map(workloads::of).toList());
    }
  }
}
