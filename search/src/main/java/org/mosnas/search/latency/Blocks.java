package org.mosnas.search.latency;

import java.util.ArrayList;
import java.util.List;
import org.mosnas.model.space.DecoderChoices;
import org.mosnas.model.space.DecoderLayerSpec;
import org.mosnas.model.space.EncoderChoices;
import org.mosnas.model.space.EncoderLayerSpec;
import org.mosnas.model.space.SearchSpace;
import org.mosnas.model.space.TranslationSpec;

/** What subnets are made of. */
public final class Blocks {
  private Blocks() {}

  /** Every block of one subnet in the order in which it runs, repeated as often as it occurs. */
  public static List<Block> of(TranslationSpec spec) {
    int encoderEmbed = spec.encoderEmbed();
    int decoderEmbed = spec.decoderEmbed();
    List<Block> blocks = new ArrayList<>(spec.encoder().size() + spec.decoder().size() + 4);
    blocks.add(new Block.Overhead());
    blocks.add(new Block.EncoderInput(encoderEmbed));
    for (EncoderLayerSpec layer : spec.encoder()) {
      blocks.add(new Block.EncoderLayer(encoderEmbed, layer.ffn(), layer.heads()));
    }
    blocks.add(new Block.DecoderInput(decoderEmbed));
    for (DecoderLayerSpec layer : spec.decoder()) {
      blocks.add(
          new Block.DecoderLayer(
              decoderEmbed,
              encoderEmbed,
              layer.ffn(),
              layer.selfHeads(),
              layer.crossHeads(),
              layer.attendedLayers()));
    }
    blocks.add(new Block.DecoderOutput(decoderEmbed));
    return List.copyOf(blocks);
  }

  /**
   * The distinct blocks that the subnets of a space are made of; in HAT's WMT space 163: the
   * overhead, 12 encoder layers, 144 decoder layers, two widths of each input and of the output.
   */
  public static List<Block> of(SearchSpace space) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Overhead());
    addEncoder(space.encoder(), blocks);
    addDecoder(space, blocks);
    return List.copyOf(blocks);
  }

  private static void addEncoder(EncoderChoices choices, List<Block> blocks) {
    for (int embed : choices.embed()) {
      blocks.add(new Block.EncoderInput(embed));
      for (int ffn : choices.ffn()) {
        for (int heads : choices.heads()) {
          blocks.add(new Block.EncoderLayer(embed, ffn, heads));
        }
      }
    }
  }

  private static void addDecoder(SearchSpace space, List<Block> blocks) {
    for (int embed : space.decoder().embed()) {
      blocks.add(new Block.DecoderInput(embed));
      for (int encoderEmbed : space.encoder().embed()) {
        addDecoderLayers(space.decoder(), embed, encoderEmbed, blocks);
      }
      blocks.add(new Block.DecoderOutput(embed));
    }
  }

  private static void addDecoderLayers(
      DecoderChoices choices, int embed, int encoderEmbed, List<Block> blocks) {
    for (int ffn : choices.ffn()) {
      for (int self : choices.selfHeads()) {
        for (int cross : choices.crossHeads()) {
          for (int attended : choices.attendedLayers()) {
            blocks.add(new Block.DecoderLayer(embed, encoderEmbed, ffn, self, cross, attended));
          }
        }
      }
    }
  }
}
