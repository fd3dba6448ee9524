package org.mosnas.model.family.translation;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.mosnas.model.error.BadDataException;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads one HAT sub-network file; works on the parsed nodes, which know their lines. */
final class HatYamlReader {
  private final String source;
  private final Map<HatKey, Node> nodes = new EnumMap<>(HatKey.class);
  private final Map<Dimension, List<Integer>> values = new EnumMap<>(Dimension.class);
  private final List<String> strangers = new ArrayList<>();

  HatYamlReader(String source) {
    this.source = source;
  }

  TranslationSpec read(String text) {
    collect(compose(text));
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
      throw new BadDataException(source + ": not a subnet: " + e.getMessage(), e);
    }
  }

  private Node compose(String text) {
    try {
      return new Yaml(new SafeConstructor(new LoaderOptions())).compose(new StringReader(text));
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark().getLine() + 1;
      throw new BadDataException(
          String.format(
              Locale.ROOT,
              "%s:%d: not YAML: %s; expected key: value",
              source,
              line,
              e.getProblem()),
          e);
    } catch (YAMLException e) {
      String reason = e.getMessage().lines().findFirst().orElse("");
      throw new BadDataException(source + ": not YAML: " + reason + "; expected key: value", e);
    }
  }

  private void collect(Node root) {
    if (!(root instanceof MappingNode mapping)) {
      throw new BadDataException(source + ": expected lines of the form key: value, found none");
    }
    for (NodeTuple entry : mapping.getValue()) {
      String text = describe(entry.getKeyNode());
      Optional<HatKey> key = HatKey.of(text);
      if (key.isEmpty()) {
        strangers.add(text + " in line " + line(entry.getKeyNode()));
      } else if (nodes.put(key.get(), entry.getValueNode()) != null) {
        throw new BadDataException(
            String.format(
                Locale.ROOT,
                "%s: key %s is given twice; remove one",
                at(entry.getKeyNode()),
                text));
      }
    }
  }

  private BadDataException missing(HatKey key) {
    String found = strangers.isEmpty() ? "" : "; of no meaning are " + String.join(", ", strangers);
    return new BadDataException(source + ": key " + key.text() + " is missing; add it" + found);
  }

  private List<Integer> perLayer(HatKey key) {
    Node node = nodes.get(key);
    Dimension countDimension = key.dimension().layerCount();
    int count = values.get(countDimension).get(0);
    if (!(node instanceof SequenceNode sequence)) {
      throw bad(key, node, "a list such as [8, 4]", describe(node));
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
    throw bad(key, node, expected, describe(node));
  }

  private BadDataException bad(HatKey key, Node node, String expected, String found) {
    return new BadDataException(
        String.format(
            Locale.ROOT,
            "%s: key %s: expected %s, found %s; correct it",
            at(node),
            key.text(),
            expected,
            found.isEmpty() ? "nothing" : found));
  }

  private String at(Node node) {
    return source + ":" + line(node);
  }

  private static int line(Node node) {
    return node.getStartMark().getLine() + 1;
  }

  private static String describe(Node node) {
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    return node instanceof SequenceNode ? "a list" : "a mapping";
  }
}
