package org.mosnas.model.family.bert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.List;
import org.mosnas.model.space.Block;
import org.mosnas.model.space.Checks;
import org.mosnas.model.space.Sketch;
import org.mosnas.model.space.SpecJson;
import org.mosnas.model.space.SubnetSpec;

/**
 * A BERT (Devlin et al., <a href="https://arxiv.org/abs/1810.04805">paper</a>), its layers as wide
 * as the stream between them or narrower.
 *
 * @param bottlenecks how layers are joined to the stream
 * @param embed width of embeddings, of the stream and of what the head sees, in units; positive
 * @param layers from input to output; at least one; without bottlenecks all as wide as the stream
 */
public record BertSpec(Bottlenecks bottlenecks, int embed, List<BertLayerSpec> layers)
    implements SubnetSpec {
  /** Checks the sizes and copies the list. */
  public BertSpec {
    Checks.positive("embed", embed);
    layers = List.copyOf(layers);
    Checks.positive("number of layers", layers.size());
    for (BertLayerSpec layer : layers) {
      if (bottlenecks == Bottlenecks.NONE && layer.width() != embed) {
        throw new IllegalArgumentException(
            "without bottlenecks every layer must be as wide as the embeddings, "
                + embed
                + ", was "
                + layer.width());
      }
    }
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @param source what messages call it
   * @throws org.mosnas.model.error.BadDataException naming a key that is missing or wrong
   */
  public static BertSpec fromJson(JsonNode root, String source) {
    return BertJson.read(root, source);
  }

  /** Layers that are all alike and as wide as the stream. */
  public static BertSpec homogeneous(int layers, int embed, int heads, int ffn) {
    BertLayerSpec layer = new BertLayerSpec(embed, heads, ffn);
    return new BertSpec(Bottlenecks.NONE, embed, Collections.nCopies(layers, layer));
  }

  /** The network that computes the same with neighbouring maps of the stream made one. */
  public BertSpec merged() {
    return bottlenecks == Bottlenecks.PAIRED
        ? new BertSpec(Bottlenecks.MERGED, embed, layers)
        : this;
  }

  /**
   * Width of what a layer is given, before its bottleneck.
   *
   * @param layer from 0; the number of layers for what follows the last one
   */
  int widthBefore(int layer) {
    return bottlenecks == Bottlenecks.MERGED && layer > 0 ? layers.get(layer - 1).width() : embed;
  }

  /** Whether a map back to the stream follows a layer. */
  boolean returns(int layer) {
    return switch (bottlenecks) {
      case NONE -> false;
      case PAIRED -> true;
      case MERGED -> layer == layers.size() - 1;
    };
  }

  @Override
  public String id() {
    return SpecJson.id(this);
  }

  @Override
  public ObjectNode toJson() {
    return BertJson.write(this);
  }

  /** Lines of the form {@code key: value}, one list entry per layer. */
  @Override
  public String toText() {
    return BertText.write(this);
  }

  @Override
  public List<Block> blocks() {
    return BertBlocks.of(this);
  }

  @Override
  public Sketch sketch() {
    List<Sketch.Layer> sketched =
        layers.stream()
            .map(layer -> new Sketch.Layer(layer.ffn(), List.of(layer.heads()), 0))
            .toList();
    return new Sketch(List.of(new Sketch.Stack("encoder", embed, sketched)));
  }
}
