package org.mosnas.model.family.bert;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.mosnas.model.config.BlockSettings;

/** A space of BERTs as the block {@code mosnas.space} of the configuration describes it. */
final class BertSpaceSettings {
  /** All keys; the values are those of the small space for a demonstration. */
  static final String DEFAULTS =
      """
      # What the space is called in reports and manifests; not blank.
      name = bert-tiny

      # "bottleneck": every layer has a width of its own, and maps from the stream and back to it.
      # "homogeneous": all layers are alike and as wide as the stream.
      layout = bottleneck

      # Width of embeddings and of the stream, in units, with layout bottleneck; with homogeneous it
      # is that of hidden, and this key has no meaning.
      embed = 192

      # Widths: of a layer, each chosen by itself, or with layout homogeneous of the whole network.
      # Multiples of every number of heads; with bottlenecks at most embed.
      hidden = [192, 144, 96, 48]

      # 0: the widths are those that hidden lists. Otherwise all from the least of hidden to the
      # greatest in steps of so many units.
      hidden-step = 0

      # Numbers of attention heads; with layout bottleneck one, with homogeneous one or more.
      heads = [4]

      # Width of feed-forward networks, in units, with layout bottleneck.
      ffn = 512

      # Widths of feed-forward networks as multiples of the network's, with layout homogeneous; at
      # most two decimals, and whole numbers of units for every width.
      ffn-ratio = [4]

      # Numbers of layers; with layout bottleneck one, with homogeneous one or more.
      layers = [4]

      # Positions that embeddings are learned for: no text may have more tokens; 1 or more.
      positions = 128

      # Tokens of the text for which FLOPs are quoted; from 1 to positions.
      reference-length = 128

      # Tokens for which embeddings and output layer are quoted by "mos space"; a run uses the
      # vocabulary of its data; 1 or more.
      vocabulary = 8000
      """;

  private enum Layout {
    BOTTLENECK,
    HOMOGENEOUS
  }

  private BertSpaceSettings() {}

  static BertSpace read(BlockSettings block) {
    String name = block.text("name");
    TextLengths lengths =
        new TextLengths(block.integer("positions"), block.integer("reference-length"));
    List<Integer> hidden = hidden(block);
    return switch (block.choice("layout", Layout.values())) {
      case BOTTLENECK ->
          new BottleneckSpace(
              name,
              block.integer("embed"),
              hidden,
              one(block, "heads"),
              block.integer("ffn"),
              one(block, "layers"),
              lengths);
      case HOMOGENEOUS ->
          new HomogeneousSpace(
              name,
              hidden,
              block.integers("heads"),
              percents(block),
              block.integers("layers"),
              lengths);
    };
  }

  private static List<Integer> hidden(BlockSettings block) {
    List<Integer> listed = block.integers("hidden");
    int step = block.integer("hidden-step");
    if (step < 0) {
      throw new IllegalArgumentException("hidden-step must be 0 or more, was " + step);
    }
    if (step == 0 || listed.isEmpty()) {
      return listed;
    }
    int least = Collections.min(listed);
    int greatest = Collections.max(listed);
    if ((greatest - least) % step != 0) {
      throw new IllegalArgumentException(
          "hidden-step must lead from "
              + least
              + " to "
              + greatest
              + ", the ends of hidden, was "
              + step);
    }
    List<Integer> all = new ArrayList<>();
    for (int width = least; width <= greatest; width += step) {
      all.add(width);
    }
    return all;
  }

  private static int one(BlockSettings block, String key) {
    List<Integer> values = block.integers(key);
    if (values.size() != 1) {
      throw new IllegalArgumentException(
          key + " must be a list of one value with layout bottleneck, was " + values);
    }
    return values.get(0);
  }

  private static List<Integer> percents(BlockSettings block) {
    List<Integer> percents = new ArrayList<>();
    for (double ratio : block.numbers("ffn-ratio")) {
      double hundredths = ratio * 100;
      if (!(hundredths >= 1) || Math.abs(hundredths - Math.rint(hundredths)) > 1e-9) {
        throw new IllegalArgumentException(
            "ffn-ratio: every value must be positive with at most two decimals, was " + ratio);
      }
      percents.add((int) Math.rint(hundredths));
    }
    return percents;
  }
}
