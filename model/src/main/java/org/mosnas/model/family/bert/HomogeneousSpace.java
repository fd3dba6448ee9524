package org.mosnas.model.family.bert;

import java.math.BigInteger;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.function.ToIntFunction;
import org.mosnas.model.space.Block;
import org.mosnas.model.space.Checks;
import org.mosnas.model.space.Genes;
import org.mosnas.model.space.SpecEncoder;
import org.mosnas.model.space.SubnetSpec;

/**
 * Plain BERTs, all layers alike (the spaces of the Mixture-of-Supernets paper that are compared
 * with AutoDistil and NAS-BERT).
 *
 * @param name what the space is called in reports; not blank
 * @param hidden widths of the whole network, in units
 * @param heads numbers of attention heads; each divides all of {@code hidden}
 * @param ffnPercent widths of feed-forward networks in hundredths of the network's; every product
 *     with one of {@code hidden} is a whole number of units
 * @param layers numbers of layers
 * @param lengths of texts
 */
public record HomogeneousSpace(
    String name,
    List<Integer> hidden,
    List<Integer> heads,
    List<Integer> ffnPercent,
    List<Integer> layers,
    TextLengths lengths)
    implements BertSpace {
  /** Checks that the parts fit together. */
  public HomogeneousSpace {
    if (name.isBlank()) {
      throw new IllegalArgumentException("name must not be blank");
    }
    hidden = Checks.choices("hidden", hidden);
    heads = Checks.choices("heads", heads);
    ffnPercent = Checks.choices("ffn-ratio", ffnPercent);
    layers = Checks.choices("layers", layers);
    BertSpace.requireDivisors(heads, hidden);
    for (int percent : ffnPercent) {
      for (int width : hidden) {
        if (width * percent % 100 != 0) {
          throw new IllegalArgumentException(
              String.format(
                  Locale.ROOT,
                  "ffn-ratio: every value must give whole widths, and %s times hidden %d does not",
                  percent / 100.0,
                  width));
        }
      }
    }
  }

  @Override
  public BertSpec largest() {
    return extreme(Collections::max);
  }

  @Override
  public BertSpec smallest() {
    return extreme(Collections::min);
  }

  private BertSpec extreme(ToIntFunction<Collection<Integer>> pick) {
    return of(
        pick.applyAsInt(hidden),
        pick.applyAsInt(heads),
        pick.applyAsInt(ffnPercent),
        pick.applyAsInt(layers));
  }

  @Override
  public BigInteger cardinality() {
    return BigInteger.valueOf(
        (long) hidden.size() * heads.size() * ffnPercent.size() * layers.size());
  }

  @Override
  public BertSpec draw(IntUnaryOperator below) {
    return of(
        hidden.get(below.applyAsInt(hidden.size())),
        heads.get(below.applyAsInt(heads.size())),
        ffnPercent.get(below.applyAsInt(ffnPercent.size())),
        layers.get(below.applyAsInt(layers.size())));
  }

  /** The subnet of these choices. */
  static BertSpec of(int width, int heads, int ffnPercent, int layers) {
    return BertSpec.homogeneous(layers, width, heads, width * ffnPercent / 100);
  }

  @Override
  public Optional<String> violation(SubnetSpec subnet) {
    BertSpec spec = (BertSpec) subnet;
    BertLayerSpec first = spec.layers().get(0);
    if (spec.bottlenecks() != Bottlenecks.NONE) {
      return Optional.of("bottlenecks are " + spec.bottlenecks().text() + ", allowed are [none]");
    }
    for (BertLayerSpec layer : spec.layers()) {
      if (!layer.equals(first)) {
        return Optional.of("layers differ: " + first + " and " + layer);
      }
    }
    if (!hidden.contains(spec.embed())) {
      return Optional.of("width is " + spec.embed() + ", allowed are " + hidden);
    }
    if (!heads.contains(first.heads())) {
      return Optional.of("heads are " + first.heads() + ", allowed are " + heads);
    }
    if (!ffnPercent.contains(percent(first))) {
      List<Integer> allowed = ffnPercent.stream().map(p -> spec.embed() * p / 100).toList();
      return Optional.of("ffn is " + first.ffn() + ", allowed are " + allowed);
    }
    return layers.contains(spec.layers().size())
        ? Optional.empty()
        : Optional.of("number of layers is " + spec.layers().size() + ", allowed are " + layers);
  }

  /**
   * Width of the feed-forward network in hundredths of the layer's; 0 if that is no whole number.
   */
  static int percent(BertLayerSpec layer) {
    long hundredths = 100L * layer.ffn();
    return hundredths % layer.width() == 0 ? Math.toIntExact(hundredths / layer.width()) : 0;
  }

  @Override
  public Genes genes() {
    return new HomogeneousGenes(this);
  }

  @Override
  public SpecEncoder specEncoder() {
    return new HomogeneousEncoder(this);
  }

  @Override
  public List<Block> blocks() {
    return BertBlocks.of(this);
  }
}
