package org.mosnas.model.export;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.mosnas.model.bundle.BundleWriter;
import org.mosnas.model.bundle.BundleWriter.Existing;
import org.mosnas.model.family.bert.BertLayerSpec;
import org.mosnas.model.family.bert.BertNames;
import org.mosnas.model.family.bert.BertShape;
import org.mosnas.model.family.bert.BertSpec;
import org.mosnas.model.family.bert.Bottlenecks;
import org.mosnas.model.supernet.DenseSubnet;
import org.mosnas.model.supernet.Initializer;
import org.mosnas.model.supernet.ParameterBank;
import org.mosnas.model.supernet.Supernet;
import org.mosnas.model.task.labelled.LabelledEncoder;
import org.mosnas.model.task.labelled.Labelling;
import org.mosnas.model.text.wordpiece.Normalization;
import org.mosnas.model.text.wordpiece.WordPiece;
import org.mosnas.model.text.wordpiece.WordPieceVocabulary;

/** A bundle of a few thousand random weights that labels texts of a dozen words. */
public final class TinyLabelled {
  /** Words that it knows. */
  public static final List<String> WORDS =
      List.of("ice", "snow", "wind", "sun", "sand", "sea", "and", "##y", ".", "a");

  /** Its classes. */
  public static final Labelling CLASSES = new Labelling.Classes(List.of("cold", "mild", "warm"));

  /** Layers that are all alike. */
  public static final BertSpec ALIKE = BertSpec.homogeneous(2, 16, 4, 24);

  /** Layers that differ, joined by single maps. */
  public static final BertSpec MERGED =
      new BertSpec(
          Bottlenecks.MERGED,
          16,
          List.of(
              new BertLayerSpec(8, 2, 20),
              new BertLayerSpec(16, 4, 24),
              new BertLayerSpec(8, 2, 20)));

  private static final int POSITIONS = 12;

  private TinyLabelled() {}

  /** Spells the words. */
  public static WordPiece tokenizer() {
    List<String> tokens = new ArrayList<>(List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"));
    tokens.addAll(WORDS);
    return new WordPiece(new WordPieceVocabulary(tokens), Normalization.UNCASED);
  }

  /** Random weights, with biases by which every class has its share of texts. */
  private static DenseSubnet balanced(BertSpec spec, Labelling labelling, int texts, long seed) {
    DenseSubnet subnet = subnet(spec, labelling, seed);
    LabelledConfig config = LabelledConfig.of(subnet, labelling, texts, POSITIONS, 4);
    LabelledEncoder encoder = new LabelledEncoder(tokenizer(), POSITIONS);
    List<float[]> scores =
        LabelledVectors.score(
            subnet,
            config,
            examples(100, texts, 2).stream().map(text -> encoder.encode(text, 0)).toList());
    float[] values = subnet.parameters().clone();
    int bias = subnet.network().layout().slot(BertNames.CLASSIFIER_BIAS).offset();
    for (float[] logits : scores) {
      for (int i = 0; i < logits.length; i++) {
        values[bias + i] -= logits[i] / scores.size();
      }
    }
    return new DenseSubnet(subnet.shape(), values);
  }

  private static DenseSubnet subnet(BertSpec spec, Labelling labelling, long seed) {
    BertShape shape =
        BertShape.of(spec, tokenizer().vocabulary().size(), POSITIONS).headed(labelling.head());
    SplittableRandom random = new SplittableRandom(seed);
    try (ParameterBank bank = Initializer.initialize(Supernet.plain(shape), seed)) {
      float[] values = bank.toArray();
      for (int i = 0; i < values.length; i++) {
        values[i] += (float) (0.3 * random.nextGaussian());
      }
      return new DenseSubnet(shape, values);
    }
  }

  /** Random examples of some texts each, also some that are too long. */
  public static List<List<String>> examples(int count, int texts, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<List<String>> examples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<String> example = new ArrayList<>();
      for (int text = 0; text < texts; text++) {
        StringBuilder words = new StringBuilder("Ice");
        for (int more = random.nextInt(12); more > 0; more--) {
          words.append(' ').append(WORDS.get(random.nextInt(WORDS.size())).replace("#", ""));
        }
        example.add(words.toString());
      }
      examples.add(example);
    }
    return examples;
  }

  /** What belongs into a bundle with the weights of a seed. */
  public static LabelledContent content(
      BertSpec spec, Labelling labelling, int texts, int vectors, long seed) {
    DenseSubnet subnet = balanced(spec, labelling, texts, seed);
    LabelledConfig config = LabelledConfig.of(subnet, labelling, texts, POSITIONS, 4);
    return new LabelledContent(
        config,
        tokenizer(),
        subnet,
        LabelledVectors.compute(
            subnet,
            config,
            new LabelledEncoder(tokenizer(), POSITIONS),
            examples(vectors, texts, 1)),
        "# A model of nothing\n");
  }

  /** Writes one, verified as the caller has it. */
  public static Path write(Path folder, LabelledContent content, Consumer<Path> verification) {
    new BundleWriter(folder, Existing.KEEP).write(content, verification);
    return folder;
  }
}
