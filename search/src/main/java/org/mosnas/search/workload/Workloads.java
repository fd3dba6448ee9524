package org.mosnas.search.workload;

import org.mosnas.model.engine.EngineKind;
import org.mosnas.model.network.TranslationShape;
import org.mosnas.model.space.TranslationSpec;
import org.mosnas.search.latency.Block;
import org.mosnas.search.latency.LatencyProtocol;
import org.mosnas.search.latency.Workload;

/**
 * Runs blocks and whole subnets the way they run in decoding on an engine, with dense weights of no
 * meaning.
 *
 * <p>Holds the memory of all its workloads; closed by its owner. Not thread-safe.
 */
public interface Workloads extends AutoCloseable {

  /**
   * The workloads of one supernet.
   *
   * @param engine on which they run
   * @param shape of the supernet
   * @param protocol lengths, beam and batch
   */
  static Workloads on(EngineKind engine, TranslationShape shape, LatencyProtocol protocol) {
    return switch (engine) {
      case TAPE, TAPE_BFLOAT16 -> new TapeWorkloads(shape, protocol);
      case SAMEDIFF -> new PrefixWorkloads(engine.open(), shape, protocol);
    };
  }

  /** The whole translation of one subnet. */
  Workload of(TranslationSpec spec);

  /** One block's share of a translation. */
  Workload of(Block block);

  @Override
  void close();
}
