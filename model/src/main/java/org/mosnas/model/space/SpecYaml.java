package org.mosnas.model.space;

import java.io.StringReader;
import java.util.List;
import java.util.Locale;
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
 * Files of subnets as YAML: lines {@code key: value} as nodes, which know where they stand.
 *
 * @param source name of the file, for messages
 */
public record SpecYaml(String source) {
  /**
   * The entries of a file, in their order.
   *
   * @throws BadDataException if it is not YAML, or no mapping
   */
  public List<NodeTuple> entries(String text) {
    if (compose(text) instanceof MappingNode mapping) {
      return mapping.getValue();
    }
    throw new BadDataException(source + ": expected lines of the form key: value, found none");
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

  /** What is wrong with a value. */
  public BadDataException bad(String key, Node node, String expected, String found) {
    return new BadDataException(
        String.format(
            Locale.ROOT,
            "%s: key %s: expected %s, found %s; correct it",
            at(node),
            key,
            expected,
            found.isEmpty() ? "nothing" : found));
  }

  /** A key that stands there again. */
  public BadDataException twice(Node key) {
    return new BadDataException(
        String.format(
            Locale.ROOT, "%s: key %s is given twice; remove one", at(key), describe(key)));
  }

  /** File and line. */
  public String at(Node node) {
    return source + ":" + line(node);
  }

  /** The line of a node, from 1. */
  public static int line(Node node) {
    return node.getStartMark().getLine() + 1;
  }

  /** The text of a scalar, or what a node is otherwise. */
  public static String describe(Node node) {
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    return node instanceof SequenceNode ? "a list" : "a mapping";
  }
}
