package org.mosnas.model.family.bert;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.IntUnaryOperator;
import org.mosnas.model.space.Block;
import org.mosnas.model.space.Checks;
import org.mosnas.model.space.Genes;
import org.mosnas.model.space.SpecEncoder;
import org.mosnas.model.space.SubnetSpec;

/**
 * BERTs whose layers are narrower than the stream between them, each by as much as it likes
 * (SuperShaper; the first space of the Mixture-of-Supernets paper).
 *
 * @param name what the space is called in reports; not blank
 * @param embed width of embeddings and of the stream, in units
 * @param hidden widths of a layer, in units; none above {@code embed}
 * @param heads number of attention heads of every layer; divides all of {@code hidden}
 * @param ffn width of the feed-forward network of every layer, in units
 * @param layers number of layers
 * @param lengths of texts
 */
public record BottleneckSpace(
    String name,
    int embed,
    List<Integer> hidden,
    int heads,
    int ffn,
    int layers,
    TextLengths lengths)
    implements BertSpace {
  /** Checks that the parts fit together. */
  public BottleneckSpace {
    if (name.isBlank()) {
      throw new IllegalArgumentException("name must not be blank");
    }
    Checks.positive("embed", embed);
    hidden = Checks.choices("hidden", hidden);
    Checks.positive("heads", heads);
    Checks.positive("ffn", ffn);
    Checks.positive("layers", layers);
    BertSpace.requireDivisors(List.of(heads), hidden);
    if (Collections.max(hidden) > embed) {
      throw new IllegalArgumentException(
          "hidden: no layer may be wider than embed, " + embed + ", was " + hidden);
    }
  }

  @Override
  public BertSpec largest() {
    int widest = Collections.max(hidden);
    return of(() -> widest);
  }

  @Override
  public BertSpec smallest() {
    int narrowest = Collections.min(hidden);
    return of(() -> narrowest);
  }

  @Override
  public BigInteger cardinality() {
    return BigInteger.valueOf(hidden.size()).pow(layers);
  }

  @Override
  public BertSpec draw(IntUnaryOperator below) {
    return of(() -> hidden.get(below.applyAsInt(hidden.size())));
  }

  /** The subnet whose layers have these widths, from input to output. */
  BertSpec of(IntSupplier widths) {
    List<BertLayerSpec> all = new ArrayList<>();
    for (int i = 0; i < layers; i++) {
      all.add(new BertLayerSpec(widths.getAsInt(), heads, ffn));
    }
    return new BertSpec(Bottlenecks.PAIRED, embed, all);
  }

  @Override
  public Optional<String> violation(SubnetSpec subnet) {
    BertSpec spec = (BertSpec) subnet;
    if (spec.bottlenecks() != Bottlenecks.PAIRED) {
      return Optional.of("bottlenecks are " + spec.bottlenecks().text() + ", allowed are [paired]");
    }
    if (spec.embed() != embed) {
      return Optional.of("embed is " + spec.embed() + ", allowed are [" + embed + "]");
    }
    if (spec.layers().size() != layers) {
      return Optional.of(
          "number of layers is " + spec.layers().size() + ", allowed are [" + layers + "]");
    }
    for (int i = 0; i < layers; i++) {
      BertLayerSpec layer = spec.layers().get(i);
      if (!hidden.contains(layer.width())) {
        return Optional.of(wrong("width", i, layer.width(), hidden));
      }
      if (layer.heads() != heads) {
        return Optional.of(wrong("heads", i, layer.heads(), List.of(heads)));
      }
      if (layer.ffn() != ffn) {
        return Optional.of(wrong("ffn", i, layer.ffn(), List.of(ffn)));
      }
    }
    return Optional.empty();
  }

  private static String wrong(String what, int layer, int value, List<Integer> allowed) {
    return String.format(
        Locale.ROOT, "%s of layer %d is %d, allowed are %s", what, layer + 1, value, allowed);
  }

  @Override
  public Genes genes() {
    return new BottleneckGenes(this);
  }

  @Override
  public SpecEncoder specEncoder() {
    return new WidthEncoder(hidden, layers);
  }

  @Override
  public List<Block> blocks() {
    return BertBlocks.of(this);
  }
}
