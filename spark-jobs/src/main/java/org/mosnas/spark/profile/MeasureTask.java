package org.mosnas.spark.profile;

import java.util.List;
import org.apache.spark.api.java.function.Function0;
import org.mosnas.model.engine.EngineKind;
import org.mosnas.model.network.TranslationShape;
import org.mosnas.model.space.TranslationSpec;
import org.mosnas.search.latency.Block;
import org.mosnas.search.latency.HardwareFingerprint;
import org.mosnas.search.latency.LatencyProbe;
import org.mosnas.search.latency.LatencyProtocol;
import org.mosnas.search.latency.LatencyStats;
import org.mosnas.search.workload.Workloads;

/** Measures blocks and networks in the JVM it runs in. */
final class MeasureTask implements Function0<Measurement> {
  private static final long serialVersionUID = 1L;

  private final EngineKind engine;
  private final TranslationShape shape;
  private final LatencyProtocol blockProtocol;
  private final LatencyProtocol networkProtocol;
  private final List<Block> blocks;
  private final List<TranslationSpec> networks;

  MeasureTask(
      EngineKind engine,
      TranslationShape shape,
      LatencyProtocol blockProtocol,
      LatencyProtocol networkProtocol,
      List<Block> blocks,
      List<TranslationSpec> networks) {
    this.engine = engine;
    this.shape = shape;
    this.blockProtocol = blockProtocol;
    this.networkProtocol = networkProtocol;
    this.blocks = List.copyOf(blocks);
    this.networks = List.copyOf(networks);
  }

  @Override
  public Measurement call() {
    return new Measurement(hardware(blockProtocol.threads(), engine), blocks(), networks());
  }

  /** The machine that this is called on. */
  static HardwareFingerprint hardware(int threads, EngineKind engine) {
    return HardwareFingerprint.ofThisMachine(threads, engine.settingName(), "");
  }

  private List<LatencyStats> blocks() {
    try (Workloads workloads = Workloads.on(engine, shape, blockProtocol)) {
      return new LatencyProbe(blockProtocol).measure(blocks.stream().map(workloads::of).toList());
    }
  }

  private List<LatencyStats> networks() {
    try (Workloads workloads = Workloads.on(engine, shape, networkProtocol)) {
      return new LatencyProbe(networkProtocol)
          .measure(networks.stream().map(workloads::of).toList());
    }
  }
}
