package org.mosnas.model.task.labelled;

import java.util.ArrayList;
import java.util.List;
import org.mosnas.model.family.bert.TextBatch;
import org.mosnas.model.family.bert.TextBatch.Text;
import org.mosnas.model.network.Batch;
import org.mosnas.model.network.Example;
import org.mosnas.model.network.Head;
import org.mosnas.model.task.BatchPlanner;
import org.mosnas.model.task.Batcher;
import org.mosnas.model.task.LeftOut;

/**
 * Batches of labelled texts of similar length.
 *
 * @param kind what labels are
 */
public record LabelledBatcher(Head.Kind kind) implements Batcher {
  /** Checks that texts can have such labels. */
  public LabelledBatcher {
    if (kind == Head.Kind.TOKEN) {
      throw new IllegalArgumentException("labels are classes or numbers");
    }
  }

  @Override
  public String noun() {
    return "text";
  }

  @Override
  public Kept within(List<? extends Example> examples, int maxLength) {
    List<Example> kept = new ArrayList<>();
    for (Example example : examples) {
      if (of(example).ids().length <= maxLength) {
        kept.add(example);
      }
    }
    return new Kept(kept, new LeftOut(examples.size() - kept.size(), 0, 0));
  }

  @Override
  public List<int[]> plan(List<? extends Example> examples, int maxTokens, long seed) {
    return BatchPlanner.plan(
        examples.stream().mapToInt(example -> of(example).ids().length).toArray(),
        maxTokens,
        BatchPlanner.STANDARD_MULTIPLE,
        seed);
  }

  @Override
  public Batch batch(List<? extends Example> examples, long seed) {
    List<Text> texts = new ArrayList<>();
    float[] numbers = new float[examples.size()];
    int[] classes = new int[examples.size()];
    for (int i = 0; i < numbers.length; i++) {
      LabelledExample example = of(examples.get(i));
      texts.add(new Text(example.ids(), example.types()));
      numbers[i] = example.label();
      classes[i] = (int) example.label();
    }
    return kind == Head.Kind.CLASS
        ? TextBatch.classified(texts, classes)
        : TextBatch.valued(texts, numbers);
  }

  private static LabelledExample of(Example example) {
    return (LabelledExample) example;
  }
}
