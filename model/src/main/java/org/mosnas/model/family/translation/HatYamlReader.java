package org.mosnas.model.family.translation;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mosnas.model.error.BadDataException;
import org.mosnas.model.space.SpecYaml;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads one HAT sub-network file; works on the parsed nodes, which know their lines. */
final class HatYamlReader {
  private final SpecYaml yaml;
  private final Map<HatKey, Node> nodes = new EnumMap<>(HatKey.class);
  private final Map<Dimension, List<Integer>> values = new EnumMap<>(Dimension.class);
  private final List<String> strangers = new ArrayList<>();

  HatYamlReader(String source) {
    this.yaml = new SpecYaml(source);
  }

  TranslationSpec read(String text) {
    collect(yaml.entries(text));
    for (HatKey key : HatKey.values()) {
      if (!nodes.containsKey(key)) {
        throw missing(key);
      }
    }
    for (HatKey key : HatKey.values()) {
      if (!key.dimension().perLayer()) {
        values.put(key.dimension(), List.of(positive(key, nodes.get(key))));
      }
    }
    for (HatKey key : HatKey.values()) {
      if (key.dimension().perLayer()) {
        values.put(key.dimension(), perLayer(key));
      }
    }
    try {
      return Dimension.assemble(values);
    } catch (IllegalArgumentException e) {
      throw new BadDataException(yaml.source() + ": not a subnet: " + e.getMessage(), e);
    }
  }

  private void collect(List<NodeTuple> entries) {
    for (NodeTuple entry : entries) {
      String text = SpecYaml.describe(entry.getKeyNode());
      Optional<HatKey> key = HatKey.of(text);
      if (key.isEmpty()) {
        strangers.add(text + " in line " + SpecYaml.line(entry.getKeyNode()));
      } else if (nodes.put(key.get(), entry.getValueNode()) != null) {
        throw yaml.twice(entry.getKeyNode());
      }
    }
  }

  private BadDataException missing(HatKey key) {
    String found = strangers.isEmpty() ? "" : "; of no meaning are " + String.join(", ", strangers);
    return new BadDataException(
        yaml.source() + ": key " + key.text() + " is missing; add it" + found);
  }

  private List<Integer> perLayer(HatKey key) {
    Node node = nodes.get(key);
    Dimension countDimension = key.dimension().layerCount();
    int count = values.get(countDimension).get(0);
    if (!(node instanceof SequenceNode sequence)) {
      throw bad(key, node, "a list such as [8, 4]", SpecYaml.describe(node));
    }
    List<Node> entries = sequence.getValue();
    if (entries.size() < count) {
      throw bad(
          key,
          node,
          "a list of at least " + count + " values, one per layer",
          entries.size() + " values");
    }
    List<Integer> active = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      if (i < count) {
        active.add(layerValue(key, entries.get(i)));
      } else {
        integer(key, entries.get(i), "an integer");
      }
    }
    return active;
  }

  private int layerValue(HatKey key, Node node) {
    if (key.dimension() != Dimension.ATTENDED_LAYERS) {
      return positive(key, node);
    }
    int code = integer(key, node, "-1, 1 or 2");
    try {
      return ArbitraryAttention.layers(code);
    } catch (IllegalArgumentException e) {
      throw bad(key, node, "-1, 1 or 2", String.valueOf(code));
    }
  }

  private int positive(HatKey key, Node node) {
    int value = integer(key, node, "a positive integer");
    if (value < 1) {
      throw bad(key, node, "a positive integer", String.valueOf(value));
    }
    return value;
  }

  private int integer(HatKey key, Node node, String expected) {
    if (node instanceof ScalarNode scalar) {
      try {
        return Integer.parseInt(scalar.getValue().strip());
      } catch (NumberFormatException e) {
        throw bad(key, node, expected, scalar.getValue());
      }
    }
    throw bad(key, node, expected, SpecYaml.describe(node));
  }

  private BadDataException bad(HatKey key, Node node, String expected, String found) {
    return yaml.bad(key.text(), node, expected, found);
  }
}
