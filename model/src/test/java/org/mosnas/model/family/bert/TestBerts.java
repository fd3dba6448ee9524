package org.mosnas.model.family.bert;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.mosnas.model.network.Head;
import org.mosnas.model.space.SubnetSampler;

/** Spaces and batches of texts for tests. */
public final class TestBerts {
  static final TextLengths LENGTHS = new TextLengths(512, 128);
  private static final List<Integer> RATIOS = List.of(200, 250, 300, 350, 400);

  private TestBerts() {}

  /** The paper's first space. */
  static BottleneckSpace v1() {
    List<Integer> hidden = List.of(768, 600, 540, 480, 360, 240, 120);
    return new BottleneckSpace("bert-v1", 768, hidden, 12, 3072, 12, LENGTHS);
  }

  /** The paper's spaces of plain BERTs. */
  static HomogeneousSpace v5(int step, Integer... layers) {
    List<Integer> hidden = new ArrayList<>();
    for (int width = 120; width <= 768; width += step) {
      hidden.add(width);
    }
    return new HomogeneousSpace(
        layers.length == 1 ? "bert-v5.1" : "bert-v5.2",
        hidden,
        List.of(6, 12),
        RATIOS,
        List.of(layers),
        LENGTHS);
  }

  /** A bottleneck space that fits in a test. */
  public static BottleneckSpace narrow() {
    return new BottleneckSpace("narrow", 16, List.of(16, 12, 8), 4, 20, 3, new TextLengths(9, 7));
  }

  /** A homogeneous space that fits in a test. */
  public static HomogeneousSpace plain() {
    return new HomogeneousSpace(
        "plain",
        List.of(16, 12, 8),
        List.of(4, 2),
        List.of(150, 200),
        List.of(3, 2),
        new TextLengths(9, 7));
  }

  /** A random subnet. */
  public static BertSpec random(BertSpace space, long seed) {
    return (BertSpec) SubnetSampler.uniform().sample(space, seed);
  }

  /** Random texts of 2 to {@code longest} tokens for a head. */
  public static TextBatch texts(
      SplittableRandom random, Head head, int vocabulary, int count, int longest) {
    List<TextBatch.Text> texts = new ArrayList<>();
    List<int[]> positions = new ArrayList<>();
    List<int[]> answers = new ArrayList<>();
    for (int b = 0; b < count; b++) {
      int length = random.nextInt(2, longest + 1);
      texts.add(
          new TextBatch.Text(
              random.ints(length, 0, vocabulary).toArray(), random.ints(length, 0, 2).toArray()));
      positions.add(length == 2 ? new int[] {1} : new int[] {0, length - 1});
      answers.add(random.ints(length == 2 ? 1 : 2, 0, vocabulary).toArray());
    }
    return switch (head.kind()) {
      case TOKEN -> TextBatch.masked(texts, positions, answers);
      case CLASS -> TextBatch.classified(texts, random.ints(count, 0, head.outputs()).toArray());
      case NUMBER -> {
        float[] values = new float[count];
        for (int b = 0; b < count; b++) {
          values[b] = (float) random.nextGaussian();
        }
        yield TextBatch.valued(texts, values);
      }
    };
  }
}
