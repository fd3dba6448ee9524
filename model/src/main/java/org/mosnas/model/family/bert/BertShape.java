package org.mosnas.model.family.bert;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mosnas.model.network.DropoutRates;
import org.mosnas.model.network.FirstValues;
import org.mosnas.model.network.Head;
import org.mosnas.model.network.NetworkShape;
import org.mosnas.model.network.WeightDeclarations;
import org.mosnas.model.space.Checks;
import org.mosnas.model.space.SubnetSpec;
import org.mosnas.model.supernet.DenseSubnet;

/**
 * What fixes the size of every weight of a BERT, supernet or single subnet.
 *
 * @param envelope the widest subnet that fits: every weight of any other is a prefix of its weight
 * @param vocabulary number of tokens
 * @param positions that embeddings are learned for: the longest text
 * @param fullWidth of the supernet's layers
 * @param head what the networks answer with
 */
public record BertShape(BertSpec envelope, int vocabulary, int positions, int fullWidth, Head head)
    implements NetworkShape {
  /** Kinds of text: the first and the second of a pair. */
  static final int TYPES = 2;

  /** Checks the sizes. */
  public BertShape {
    Checks.positive("vocabulary", vocabulary);
    Checks.positive("positions", positions);
    Checks.positive("fullWidth", fullWidth);
  }

  /** The shape of the supernet of a space, which learns to guess tokens. */
  public static BertShape of(BertSpace space, int vocabulary) {
    return of(space.largest(), vocabulary, space.lengths().positions());
  }

  /** The shape of a network on its own, which learns to guess tokens. */
  public static BertShape of(BertSpec spec, int vocabulary, int positions) {
    int widest = spec.layers().stream().mapToInt(BertLayerSpec::width).max().orElseThrow();
    return new BertShape(spec, vocabulary, positions, widest, Head.TOKEN);
  }

  /**
   * The shape of a subnet on its own.
   *
   * @throws IllegalArgumentException if it is no BERT
   */
  public static BertShape of(DenseSubnet subnet) {
    if (subnet.shape() instanceof BertShape shape) {
      return shape;
    }
    throw new IllegalArgumentException(subnet.spec().id() + " is no BERT");
  }

  @Override
  public BertShape single(SubnetSpec spec) {
    return new BertShape((BertSpec) spec, vocabulary, positions, fullWidth, head);
  }

  @Override
  public BertShape headed(Head other) {
    return new BertShape(envelope, vocabulary, positions, fullWidth, other);
  }

  @Override
  public BertSpec shipped(SubnetSpec spec) {
    return ((BertSpec) spec).merged();
  }

  @Override
  public Optional<Shown> shown(SubnetSpec spec) {
    BertSpec bert = (BertSpec) spec;
    int last = bert.layers().size() - 1;
    return Optional.of(new Shown(bert.embed(), bert.layers().get(last).width(), positions));
  }

  @Override
  public FirstValues firstValues() {
    return FirstValues.TRUNCATED_NORMAL;
  }

  @Override
  public void declare(WeightDeclarations weights) {
    new BertWeights(this, weights).declare();
  }

  @Override
  public BertNetwork network(SubnetSpec spec, DropoutRates dropout) {
    return new BertNetwork(this, (BertSpec) spec, dropout);
  }

  @Override
  public BertCosts costs(int length) {
    return new BertCosts(vocabulary, positions, head, length);
  }

  @Override
  public Map<String, Integer> commonSizes() {
    return Map.of("vocabulary-size", vocabulary);
  }

  /** Of every text as many tokens are scored as {@link BertCosts#scored} says. */
  @Override
  public TextBatch blank(int examples, int length) {
    List<TextBatch.Text> texts = new ArrayList<>();
    List<int[]> scored = new ArrayList<>();
    List<int[]> answers = new ArrayList<>();
    for (int b = 0; b < examples; b++) {
      texts.add(new TextBatch.Text(new int[length], new int[length]));
      int[] rows = new int[costs(length).scored()];
      for (int i = 0; i < rows.length; i++) {
        rows[i] = i;
      }
      scored.add(rows);
      answers.add(new int[rows.length]);
    }
    return switch (head.kind()) {
      case TOKEN -> TextBatch.masked(texts, scored, answers);
      case CLASS -> TextBatch.classified(texts, new int[examples]);
      case NUMBER -> TextBatch.valued(texts, new float[examples]);
    };
  }
}
