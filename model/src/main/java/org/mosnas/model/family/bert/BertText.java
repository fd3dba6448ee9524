package org.mosnas.model.family.bert;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.space.SpecYaml;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Files of subnets: five lines {@code key: value}, lists in brackets with one entry per layer; read
 * as YAML. All keys are needed and no others are allowed.
 */
final class BertText {
  private static final String BOTTLENECKS = "bottlenecks";
  private static final String EMBED = "embed";
  private static final String WIDTH = "width";
  private static final String HEADS = "heads";
  private static final String FFN = "ffn";
  private static final List<String> KEYS = List.of(BOTTLENECKS, EMBED, WIDTH, HEADS, FFN);

  private final SpecYaml yaml;
  private final Map<String, Node> nodes = new LinkedHashMap<>();

  private BertText(String source) {
    this.yaml = new SpecYaml(source);
  }

  static String write(BertSpec spec) {
    return line(BOTTLENECKS, spec.bottlenecks().text())
        + line(EMBED, String.valueOf(spec.embed()))
        + line(WIDTH, each(spec, BertLayerSpec::width))
        + line(HEADS, each(spec, BertLayerSpec::heads))
        + line(FFN, each(spec, BertLayerSpec::ffn));
  }

  private static String line(String key, String value) {
    return key + ": " + value + "\n";
  }

  private static String each(BertSpec spec, ToIntFunction<BertLayerSpec> size) {
    return spec.layers().stream()
        .map(layer -> String.valueOf(size.applyAsInt(layer)))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @param source name of the file, for messages
   * @throws BadDataException naming line and key of what is wrong
   */
  static BertSpec read(String text, String source) {
    return new BertText(source).read(text);
  }

  private BertSpec read(String text) {
    collect(yaml.entries(text));
    for (String key : KEYS) {
      if (!nodes.containsKey(key)) {
        throw new BadDataException(yaml.source() + ": key " + key + " is missing; add it");
      }
    }
    List<Integer> widths = integers(WIDTH);
    List<Integer> heads = perLayer(HEADS, widths.size());
    List<Integer> ffn = perLayer(FFN, widths.size());
    Bottlenecks bottlenecks = bottlenecks();
    int embed = integer(EMBED, nodes.get(EMBED));
    try {
      List<BertLayerSpec> layers = new ArrayList<>();
      for (int i = 0; i < widths.size(); i++) {
        layers.add(new BertLayerSpec(widths.get(i), heads.get(i), ffn.get(i)));
      }
      return new BertSpec(bottlenecks, embed, layers);
    } catch (IllegalArgumentException e) {
      throw new BadDataException(
          yaml.source() + ": not a subnet: " + e.getMessage() + "; correct it", e);
    }
  }

  private void collect(List<NodeTuple> entries) {
    for (NodeTuple entry : entries) {
      String key = SpecYaml.describe(entry.getKeyNode());
      if (!KEYS.contains(key)) {
        throw new BadDataException(
            yaml.at(entry.getKeyNode()) + ": unknown key " + key + "; expected " + KEYS);
      }
      if (nodes.put(key, entry.getValueNode()) != null) {
        throw yaml.twice(entry.getKeyNode());
      }
    }
  }

  private Bottlenecks bottlenecks() {
    Node node = nodes.get(BOTTLENECKS);
    return Bottlenecks.of(SpecYaml.describe(node))
        .orElseThrow(
            () -> yaml.bad(BOTTLENECKS, node, "none, paired or merged", SpecYaml.describe(node)));
  }

  private List<Integer> perLayer(String key, int count) {
    List<Integer> values = integers(key);
    if (values.size() != count) {
      throw yaml.bad(
          key,
          nodes.get(key),
          count + " values, as many as " + WIDTH + " has",
          values.size() + " values");
    }
    return values;
  }

  private List<Integer> integers(String key) {
    if (!(nodes.get(key) instanceof SequenceNode sequence)) {
      throw yaml.bad(
          key, nodes.get(key), "a list such as [12, 12]", SpecYaml.describe(nodes.get(key)));
    }
    return sequence.getValue().stream().map(node -> integer(key, node)).toList();
  }

  private int integer(String key, Node node) {
    try {
      return Integer.parseInt(SpecYaml.describe(node).strip());
    } catch (NumberFormatException e) {
      throw yaml.bad(key, node, "an integer", SpecYaml.describe(node));
    }
  }
}
