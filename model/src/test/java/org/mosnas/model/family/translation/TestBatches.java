package org.mosnas.model.family.translation;

import java.util.stream.IntStream;
import org.mosnas.model.network.Segments;
import org.mosnas.model.network.Tokens;

/** Batches whose targets need not be what the decoder reads. */
public final class TestBatches {
  private TestBatches() {}

  /**
   * A batch of given inputs and answers.
   *
   * @param source what the encoder reads
   * @param target what the decoder reads; as many sentences
   * @param targets what it should say, one for every token of {@code target}
   */
  public static TokenBatch of(Tokens source, Tokens target, int[] targets) {
    return new TokenBatch(
        source.ids(),
        lengths(source.segments()),
        target.ids(),
        targets,
        lengths(target.segments()));
  }

  private static int[] lengths(Segments segments) {
    return IntStream.range(0, segments.count()).map(segments::length).toArray();
  }
}
