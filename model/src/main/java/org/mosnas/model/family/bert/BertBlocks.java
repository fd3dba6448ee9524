package org.mosnas.model.family.bert;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.mosnas.model.space.Block;

/** The blocks that BERTs are timed by: those of what is shipped, where bottlenecks are merged. */
final class BertBlocks {
  static final String INPUT = "bert-input";
  static final String BOTTLENECK = "bert-bottleneck";
  static final String LAYER = "bert-layer";
  static final String HEAD = "bert-head";

  static final String EMBED = "embed";
  static final String FROM = "from";
  static final String TO = "to";
  static final String WIDTH = "width";
  static final String HEADS = "heads";
  static final String FFN = "ffn";

  private BertBlocks() {}

  /** The blocks of a subnet, in the order in which they run. */
  static List<Block> of(BertSpec subnet) {
    BertSpec spec = subnet.merged();
    List<Block> blocks = new ArrayList<>();
    blocks.add(input(spec.embed()));
    for (int i = 0; i < spec.layers().size(); i++) {
      BertLayerSpec layer = spec.layers().get(i);
      if (spec.bottlenecks() != Bottlenecks.NONE) {
        blocks.add(bottleneck(spec.widthBefore(i), layer.width()));
      }
      blocks.add(layer(layer));
      if (spec.returns(i)) {
        blocks.add(bottleneck(layer.width(), spec.embed()));
      }
    }
    blocks.add(head(spec.embed()));
    return List.copyOf(blocks);
  }

  /** Every block that a subnet of {@code space} can have. */
  static List<Block> of(BottleneckSpace space) {
    Set<Block> blocks = new LinkedHashSet<>();
    blocks.add(input(space.embed()));
    for (int width : space.hidden()) {
      blocks.add(bottleneck(space.embed(), width));
      blocks.add(layer(new BertLayerSpec(width, space.heads(), space.ffn())));
      for (int next : space.layers() == 1 ? List.<Integer>of() : space.hidden()) {
        blocks.add(bottleneck(width, next));
      }
      blocks.add(bottleneck(width, space.embed()));
    }
    blocks.add(head(space.embed()));
    return List.copyOf(blocks);
  }

  /** Every block that a subnet of {@code space} can have. */
  static List<Block> of(HomogeneousSpace space) {
    Set<Block> blocks = new LinkedHashSet<>();
    for (int width : space.hidden()) {
      blocks.add(input(width));
      for (int heads : space.heads()) {
        for (int percent : space.ffnPercent()) {
          blocks.add(layer(new BertLayerSpec(width, heads, width * percent / 100)));
        }
      }
      blocks.add(head(width));
    }
    return List.copyOf(blocks);
  }

  private static Block input(int embed) {
    return Block.of(INPUT).with(EMBED, embed);
  }

  private static Block bottleneck(int from, int to) {
    return Block.of(BOTTLENECK).with(FROM, from).with(TO, to);
  }

  private static Block layer(BertLayerSpec layer) {
    return Block.of(LAYER)
        .with(WIDTH, layer.width())
        .with(HEADS, layer.heads())
        .with(FFN, layer.ffn());
  }

  private static Block head(int embed) {
    return Block.of(HEAD).with(EMBED, embed);
  }
}
