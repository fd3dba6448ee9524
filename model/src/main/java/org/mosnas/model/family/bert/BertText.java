package org.mosnas.model.family.bert;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
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

  private final String source;
  private final Map<String, Node> nodes = new LinkedHashMap<>();

  private BertText(String source) {
    this.source = source;
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
    collect(compose(text));
    for (String key : KEYS) {
      if (!nodes.containsKey(key)) {
        throw new BadDataException(source + ": key " + key + " is missing; add it");
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
      throw new BadDataException(source + ": not a subnet: " + e.getMessage() + "; correct it", e);
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
      String key = describe(entry.getKeyNode());
      if (!KEYS.contains(key)) {
        throw new BadDataException(
            at(entry.getKeyNode()) + ": unknown key " + key + "; expected " + KEYS);
      }
      if (nodes.put(key, entry.getValueNode()) != null) {
        throw new BadDataException(
            at(entry.getKeyNode()) + ": key " + key + " is given twice; remove one");
      }
    }
  }

  private Bottlenecks bottlenecks() {
    Node node = nodes.get(BOTTLENECKS);
    return Bottlenecks.of(describe(node))
        .orElseThrow(() -> bad(BOTTLENECKS, node, "none, paired or merged", describe(node)));
  }

  private List<Integer> perLayer(String key, int count) {
    List<Integer> values = integers(key);
    if (values.size() != count) {
      throw bad(
          key,
          nodes.get(key),
          count + " values, as many as " + WIDTH + " has",
          values.size() + " values");
    }
    return values;
  }

  private List<Integer> integers(String key) {
    if (!(nodes.get(key) instanceof SequenceNode sequence)) {
      throw bad(key, nodes.get(key), "a list such as [12, 12]", describe(nodes.get(key)));
    }
    return sequence.getValue().stream().map(node -> integer(key, node)).toList();
  }

  private int integer(String key, Node node) {
    try {
      return Integer.parseInt(describe(node).strip());
    } catch (NumberFormatException e) {
      throw bad(key, node, "an integer", describe(node));
    }
  }

  private BadDataException bad(String key, Node node, String expected, String found) {
    return new BadDataException(
        String.format(
            Locale.ROOT,
            "%s: key %s: expected %s, found %s; correct it",
            at(node),
            key,
            expected,
            found.isEmpty() ? "nothing" : found));
  }

  private String at(Node node) {
    return source + ":" + (node.getStartMark().getLine() + 1);
  }

  private static String describe(Node node) {
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    return node instanceof SequenceNode ? "a list" : "a mapping";
  }
}
