package org.mosnas.model.task.masked;

import java.util.ArrayList;
import java.util.List;
import org.mosnas.model.family.bert.TextBatch;
import org.mosnas.model.network.Example;
import org.mosnas.model.task.BatchPlanner;
import org.mosnas.model.task.Batcher;
import org.mosnas.model.task.LeftOut;
import org.mosnas.model.text.wordpiece.WordPieceVocabulary;

/** Batches of {@link PackedText}s whose tokens are hidden anew by the seed of every batch. */
public final class MaskedBatcher implements Batcher {
  private static final long serialVersionUID = 1L;

  private final Masking masking;

  /**
   * A batcher.
   *
   * @param vocabulary that the ids of the sequences are of
   */
  public MaskedBatcher(MaskingRules rules, WordPieceVocabulary vocabulary) {
    masking = new Masking(rules, vocabulary);
  }

  @Override
  public String noun() {
    return "sequence";
  }

  @Override
  public Kept within(List<? extends Example> examples, int maxLength) {
    List<Example> kept = new ArrayList<>();
    examples.stream()
        .filter(example -> ((PackedText) example).length() <= maxLength)
        .forEach(kept::add);
    return new Kept(kept, new LeftOut(examples.size() - kept.size(), 0, 0));
  }

  @Override
  public List<int[]> plan(List<? extends Example> examples, int maxTokens, long seed) {
    return BatchPlanner.plan(
        examples.stream().mapToInt(example -> ((PackedText) example).length()).toArray(),
        maxTokens,
        BatchPlanner.STANDARD_MULTIPLE,
        seed);
  }

  @Override
  public TextBatch batch(List<? extends Example> examples, long seed) {
    return masking.batch(examples.stream().map(PackedText.class::cast).toList(), seed);
  }
}
