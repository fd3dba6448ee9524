package org.mosnas.search.report.page;

import java.util.Locale;
import java.util.stream.Collectors;
import org.mosnas.model.space.Sketch;
import org.mosnas.model.space.SubnetSpec;
import org.mosnas.search.report.chart.Shape;
import org.mosnas.search.report.chart.Tone;

/** What people call the subnets and matrices, and what each looks like in charts. */
final class Names {
  private Names() {}

  static Tone tone(String name) {
    return switch (first(name)) {
      case "largest" -> Tone.LARGEST;
      case "smallest" -> Tone.SMALLEST;
      case "random" -> Tone.RANDOM;
      case "winner", "searched", "subnet", "evolution", "finalist" -> Tone.WINNER;
      default -> Tone.QUIET;
    };
  }

  static Shape shape(String name) {
    return switch (first(name)) {
      case "largest" -> Shape.SQUARE;
      case "smallest" -> Shape.TRIANGLE;
      case "random" -> Shape.DIAMOND;
      default -> Shape.CIRCLE;
    };
  }

  private static String first(String name) {
    return name.toLowerCase(Locale.ROOT).split("[-, ]")[0];
  }

  /** The layers of a subnet in one line. */
  static String brief(SubnetSpec spec) {
    return spec.sketch().stacks().stream().map(Names::brief).collect(Collectors.joining(", "));
  }

  private static String brief(Sketch.Stack stack) {
    return stack.layers().stream()
        .map(layer -> layer.ffn() + "/" + heads(layer))
        .collect(Collectors.joining(" ", stack.name() + " " + stack.embed() + ": ", ""));
  }

  /** Heads of every attention of a layer, such as {@code 4+2}. */
  static String heads(Sketch.Layer layer) {
    return layer.heads().stream().map(String::valueOf).collect(Collectors.joining("+"));
  }

  /** A matrix for people: {@code encoder.layers.0.fc1} is {@code encoder 1, fc1}. */
  static String matrix(String name) {
    String[] parts = name.split("\\.");
    if (parts.length != 4 || !parts[1].equals("layers") || !parts[2].matches("\\d+")) {
      return name;
    }
    return parts[0] + " " + (Integer.parseInt(parts[2]) + 1) + ", " + parts[3];
  }

  static String capital(String text) {
    return text.isEmpty()
        ? text
        : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}
