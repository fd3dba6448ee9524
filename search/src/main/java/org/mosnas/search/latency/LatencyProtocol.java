package org.mosnas.search.latency;

import java.io.Serializable;
import org.mosnas.model.family.WorkloadSize;
import org.mosnas.search.latency.LatencyStats.Trimming;

/**
 * How a latency was measured; two numbers compare only under equal protocols, so it is stored with
 * every table.
 *
 * @param warmUpRounds most rounds that are run and not counted, at least 1
 * @param rounds rounds that are counted, each one sample per block or network, at least 1
 * @param repetitions runs inside one sample, which is their mean, at least 1
 * @param beam beam size, folded into the batch of the decoder, at least 1
 * @param sourceLength source tokens, the end of sentence included, at least 1
 * @param targetLength decoding steps, at least 1
 * @param threads threads of the engine, at least 1
 * @param batch sentences translated together, at least 1
 * @param collapsed whether expert weights were mixed once beforehand rather than in the timed
 *     region
 * @param trimming which samples the means leave out
 */
public record LatencyProtocol(
    int warmUpRounds,
    int rounds,
    int repetitions,
    int beam,
    int sourceLength,
    int targetLength,
    int threads,
    int batch,
    boolean collapsed,
    Trimming trimming)
    implements Serializable {

  /** Checks the ranges. */
  public LatencyProtocol {
    requirePositive("warm-up-rounds", warmUpRounds);
    requirePositive("rounds", rounds);
    requirePositive("repetitions", repetitions);
    requirePositive("beam", beam);
    requirePositive("source-length", sourceLength);
    requirePositive("target-length", targetLength);
    requirePositive("threads", threads);
    requirePositive("batch", batch);
  }

  /** The same measurement with other numbers of rounds, as for a few whole networks. */
  public LatencyProtocol withRounds(int warmUp, int counted) {
    return new LatencyProtocol(
        warmUp,
        counted,
        repetitions,
        beam,
        sourceLength,
        targetLength,
        threads,
        batch,
        collapsed,
        trimming);
  }

  /** How much work one run is. */
  public WorkloadSize size() {
    return new WorkloadSize(batch, beam, sourceLength, targetLength);
  }

  private static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, was " + value);
    }
  }
}
