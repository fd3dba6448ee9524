package org.mosnas.model.family.translation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.mosnas.model.space.Block;
import org.mosnas.model.space.Checks;
import org.mosnas.model.space.Sketch;
import org.mosnas.model.space.SpecJson;
import org.mosnas.model.space.SubnetSpec;

/**
 * An encoder–decoder Transformer of HAT's space (Wang et al., arXiv 2005.14187).
 *
 * @param encoderEmbed width of the encoder's residual stream, in units; positive
 * @param decoderEmbed width of the decoder's residual stream, in units; positive
 * @param encoder active encoder layers from input to output; at least one
 * @param decoder active decoder layers from input to output; at least one, none attending to more
 *     layers than the encoder has
 */
public record TranslationSpec(
    int encoderEmbed,
    int decoderEmbed,
    List<EncoderLayerSpec> encoder,
    List<DecoderLayerSpec> decoder)
    implements SubnetSpec {
  /** Checks the sizes and copies the lists. */
  public TranslationSpec {
    Checks.positive("encoderEmbed", encoderEmbed);
    Checks.positive("decoderEmbed", decoderEmbed);
    encoder = List.copyOf(encoder);
    decoder = List.copyOf(decoder);
    Checks.positive("number of encoder layers", encoder.size());
    Checks.positive("number of decoder layers", decoder.size());
    for (DecoderLayerSpec layer : decoder) {
      if (layer.attendedLayers() > encoder.size()) {
        throw new IllegalArgumentException(
            "attendedLayers must not exceed the "
                + encoder.size()
                + " encoder layers, was "
                + layer.attendedLayers());
      }
    }
  }

  @Override
  public String id() {
    return SpecJson.id(this);
  }

  @Override
  public ObjectNode toJson() {
    return TranslationJson.write(this);
  }

  /** HAT's sub-network file. */
  @Override
  public String toText() {
    return HatYaml.write(this);
  }

  @Override
  public List<Block> blocks() {
    return TranslationBlocks.of(this);
  }

  @Override
  public Sketch sketch() {
    return new Sketch(
        List.of(
            new Sketch.Stack(
                "encoder",
                encoderEmbed,
                encoder.stream()
                    .map(layer -> new Sketch.Layer(layer.ffn(), List.of(layer.heads()), 0))
                    .toList()),
            new Sketch.Stack(
                "decoder",
                decoderEmbed,
                decoder.stream()
                    .map(
                        layer ->
                            new Sketch.Layer(
                                layer.ffn(),
                                List.of(layer.selfHeads(), layer.crossHeads()),
                                layer.attendedLayers()))
                    .toList())));
  }
}
