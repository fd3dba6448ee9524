package org.mosnas.model.task.labelled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mosnas.model.family.bert.TextBatch;
import org.mosnas.model.network.Head;
import org.mosnas.model.task.Batcher.Kept;

class LabelledBatcherTest {
  private static final LabelledBatcher CLASSES = new LabelledBatcher(Head.Kind.CLASS);

  @Test
  void leavesOutWhatIsTooLong() {
    Kept kept = CLASSES.within(List.of(example(3, 0), example(5, 1), example(4, 1)), 4);
    assertThat(kept.examples()).hasSize(2);
    assertThat(kept.leftOut().source()).isEqualTo(1);
    assertThat(kept.leftOut().total()).isEqualTo(1);
    assertThat(CLASSES.noun()).isEqualTo("text");
  }

  @Test
  void everyPlanHoldsEveryExampleWithinTheBudgetInAsManyBatches() {
    SplittableRandom random = new SplittableRandom(3);
    List<LabelledExample> examples =
        random.ints(200, 3, 40).mapToObj(length -> example(length, 0)).toList();
    int batches = CLASSES.plan(examples, 160, 0).size();
    List<List<Integer>> orders = new ArrayList<>();
    for (long seed = 0; seed < 5; seed++) {
      List<int[]> plan = CLASSES.plan(examples, 160, seed);
      assertThat(plan).hasSize(batches);
      for (int[] batch : plan) {
        int longest = Arrays.stream(batch).map(i -> examples.get(i).ids().length).max().orElse(0);
        assertThat(batch.length * longest).isLessThanOrEqualTo(160);
      }
      List<Integer> order = plan.stream().flatMapToInt(Arrays::stream).boxed().toList();
      assertThat(order)
          .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 200).boxed().toList());
      orders.add(order);
    }
    assertThat(orders).doesNotHaveDuplicates();
  }

  @Test
  void batchesHaveClassesOrNumbers() {
    List<LabelledExample> examples = List.of(example(3, 1), example(2, 0));
    TextBatch classes = (TextBatch) CLASSES.batch(examples, 0);
    assertThat(classes.targets()).containsExactly(1, 0);
    assertThat(classes.rows()).containsExactly(0, 3);
    assertThat(classes.lengths()).containsExactly(3, 2);
    TextBatch numbers =
        (TextBatch) new LabelledBatcher(Head.Kind.NUMBER).batch(List.of(example(3, 4.5f)), 0);
    assertThat(numbers.values()).containsExactly(4.5f);
    assertThatThrownBy(() -> new LabelledBatcher(Head.Kind.TOKEN))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static LabelledExample example(int length, float label) {
    return new LabelledExample(new int[length], new int[length], label);
  }
}
