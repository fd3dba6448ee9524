package org.mosnas.model.task.translation;

import java.util.ArrayList;
import java.util.List;
import org.mosnas.model.family.translation.TokenBatch;
import org.mosnas.model.network.Example;
import org.mosnas.model.task.BatchPlanner;
import org.mosnas.model.task.Batcher;
import org.mosnas.model.task.LeftOut;
import org.mosnas.model.text.SentencePair;

/**
 * Batches of sentence pairs, planned as fairseq does.
 *
 * <p>A pair is too long if either side has more tokens than the limit, the end of the sentence
 * included.
 */
public record TranslationBatcher() implements Batcher {
  @Override
  public String noun() {
    return "sentence pair";
  }

  @Override
  public Kept within(List<? extends Example> examples, int maxLength) {
    List<Example> kept = new ArrayList<>();
    LeftOut leftOut = LeftOut.NONE;
    for (Example example : examples) {
      SentencePair pair = (SentencePair) example;
      if (pair.size() <= maxLength) {
        kept.add(pair);
      } else {
        leftOut = leftOut.plus(reason(pair, maxLength));
      }
    }
    return new Kept(kept, leftOut);
  }

  private static LeftOut reason(SentencePair pair, int maxLength) {
    if (pair.source().length <= maxLength) {
      return new LeftOut(0, 1, 0);
    }
    return pair.target().length <= maxLength ? new LeftOut(1, 0, 0) : new LeftOut(0, 0, 1);
  }

  @Override
  public List<int[]> plan(List<? extends Example> examples, int maxTokens, long seed) {
    return BatchPlanner.plan(
        examples.stream().mapToInt(example -> ((SentencePair) example).source().length).toArray(),
        examples.stream().mapToInt(example -> ((SentencePair) example).target().length).toArray(),
        maxTokens,
        BatchPlanner.STANDARD_MULTIPLE,
        seed);
  }

  @Override
  public TokenBatch batch(List<? extends Example> examples, long seed) {
    return TokenBatch.of(examples.stream().map(SentencePair.class::cast).toList());
  }
}
